/**
 * Looking into a training: {@link dev.adjoint.nn.inspect.LayerStatistics} measures layers,
 * {@link dev.adjoint.nn.inspect.Anomaly} and {@link dev.adjoint.nn.inspect.Replay} find the op that made a NaN,
 * {@link dev.adjoint.nn.inspect.Doctor} tells what looks ill.
 *
 * <p>May import the layers, {@code optim}, and what the core module exports; {@code train} uses it.
 */
@NullMarked
package dev.adjoint.nn.inspect;

import org.jspecify.annotations.NullMarked;

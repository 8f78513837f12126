/**
 * Optimisers, the schedules of their learning rates, and changes to gradients before a step.
 *
 * <p>May import {@code dev.adjoint.nn.io} and {@code internal} beside what the core module exports; no layers.
 */
@NullMarked
package dev.adjoint.nn.optim;

import org.jspecify.annotations.NullMarked;

/**
 * Layers and losses for small networks, with PyTorch's names, formulas and random streams.
 *
 * <p>A network is a tree of {@link dev.adjoint.nn.Module}s; a training step is plain code: forward, a loss of
 * {@link dev.adjoint.nn.Losses}, {@code backward()}, {@link dev.adjoint.nn.optim.Optimizer#step}. May import {@code io}
 * and {@code internal} beside what the core module exports.
 */
@NullMarked
package dev.adjoint.nn;

import org.jspecify.annotations.NullMarked;

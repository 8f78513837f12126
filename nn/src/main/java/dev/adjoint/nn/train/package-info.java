/**
 * A training loop for those who do not want to write their own: {@link dev.adjoint.nn.train.Trainer}.
 *
 * <p>The highest package of this module: may import all others, what the core module exports, and the progress bar.
 */
@NullMarked
package dev.adjoint.nn.train;

import org.jspecify.annotations.NullMarked;

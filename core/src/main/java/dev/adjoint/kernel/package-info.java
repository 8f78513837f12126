/**
 * Loops over plain arrays: no tensors, no graph. Not exported.
 *
 * <p>Every kernel gives the same bits with and without SIMD and for any number of threads. May import the function
 * package; the Vector API twins in {@code kernel.simd} are reached only through {@link dev.adjoint.kernel.Kernels} and
 * {@link dev.adjoint.kernel.Loops}.
 */
@NullMarked
package dev.adjoint.kernel;

import org.jspecify.annotations.NullMarked;

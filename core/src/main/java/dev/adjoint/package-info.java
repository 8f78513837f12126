/**
 * Tensors, the computation graph and its backward pass, random streams and the gradient check.
 *
 * <p>Bottom up: {@link dev.adjoint.Shape}, {@link dev.adjoint.Layout} and {@link dev.adjoint.Storage} know nothing of
 * graphs; {@link dev.adjoint.Tensor} and the ops of {@link dev.adjoint.op} know each other, which is the one knot;
 * {@link dev.adjoint.Autograd} and {@link dev.adjoint.GradCheck} stand on top. May import the function, op and kernel
 * packages and Commons Math.
 */
@NullMarked
package dev.adjoint;

import org.jspecify.annotations.NullMarked;

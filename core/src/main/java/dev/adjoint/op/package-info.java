/**
 * The ops: one file each, with formula, shapes, derivative and the value chosen at kinks.
 *
 * <p>An op is a node of the graph. {@link dev.adjoint.op.ElementwiseOp} is the shape of all functions of one argument,
 * with {@link dev.adjoint.op.LeakyReluOp} as the pattern; {@link dev.adjoint.op.BinaryOp} that of two arguments. May
 * import {@code dev.adjoint}, the function and the kernel package.
 */
@NullMarked
package dev.adjoint.op;

import org.jspecify.annotations.NullMarked;

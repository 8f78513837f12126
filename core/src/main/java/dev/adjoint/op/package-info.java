/**
 * The ops: one file each, with formula, shapes, derivative and the value chosen at kinks.
 *
 * <p>An op is a node of the graph. {@link dev.adjoint.op.DiagonalOp} is the shape of all functions of one argument;
 * {@link dev.adjoint.op.ElementwiseOp} runs one as a loop of its own, with {@link dev.adjoint.op.LeakyReluOp} as the
 * pattern; {@link dev.adjoint.op.BinaryOp} is the shape of functions of two. Classes without {@code Op} in their name
 * compose other ops. May import {@code dev.adjoint}, the function and the kernel package.
 */
@NullMarked
package dev.adjoint.op;

import org.jspecify.annotations.NullMarked;

package dev.adjoint;

import org.jspecify.annotations.Nullable;

/**
 * Which elements of a gradient a path leads to: a {@code BOOL} tensor, or null where a path leads to all of them.
 *
 * <p>An element that no path leads to is 0 and stays 0, whatever the derivatives on the way: {@code where(mask, √x, 0)}
 * does not multiply the infinite derivative of the root at 0 by the 0 that a masked element gets. See
 * {@link ElementwiseMethods#where}.
 */
final class Reach {
    private Reach() {}

    /** Returns what both allow. */
    static @Nullable Tensor both(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null ? b : b == null ? a : a.logicalAnd(b);
    }

    /** Returns what one of them allows. */
    static @Nullable Tensor either(@Nullable Tensor a, @Nullable Tensor b) {
        return a == null || b == null ? null : a.logicalOr(b);
    }

    /** Returns the gradient with 0 where no path leads to; one of another shape, which an op summed itself, stays. */
    static Tensor mask(@Nullable Tensor reach, Tensor gradient) {
        return reach == null || !reach.shape().equals(gradient.shape())
                ? gradient
                : reach.where(gradient, Tensor.scalar(gradient.dtype(), 0));
    }

    /** Returns, for a shape that was broadcast, whether a path leads to any of the elements that one became. */
    static @Nullable Tensor reduce(@Nullable Tensor reach, Shape shape) {
        return reach == null || reach.shape().equals(shape)
                ? reach
                : reach.to(DType.FLOAT32).sumTo(shape).gt(0);
    }
}

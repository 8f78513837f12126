package dev.adjoint.op;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/** Tensors {@code [*, height, width]}, seen by the pooling ops as a number of planes. */
final class Planes {
    private Planes() {}

    /**
     * Checks that x holds planes.
     *
     * @throws IllegalArgumentException if it has none, they have no elements, or it is of another type
     */
    static void check(String op, Tensor x) {
        x.dtype().checkFloat(op);
        if (x.rank() < 2 || x.size(-2) == 0 || x.size(-1) == 0) {
            throw new IllegalArgumentException(op + ": expects input [*, h, w] with h and w above 0, got " + x.shape());
        }
    }

    /** Returns the number of planes. */
    static int count(Shape shape) {
        return resized(shape, 1, 1).size();
    }

    /** Returns the shape with other sizes of the planes. */
    static Shape resized(Shape shape, int height, int width) {
        return shape.with(shape.rank() - 2, height).with(shape.rank() - 1, width);
    }
}

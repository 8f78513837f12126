package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/** Checks of {@code INT64} tensors of indices, shared by the ops that take one. */
final class Indices {
    private Indices() {}

    /** Returns the indices in row-major order, each of them in {@code [0, size)}. */
    static long[] checked(String op, Tensor index, int size) {
        if (index.dtype() != DType.INT64) {
            throw new IllegalArgumentException(op + ": the index must be INT64, got " + index.dtype());
        }
        long[] places = Pointwise.longs(index);
        for (int i = 0; i < index.size(); i++) {
            if (places[i] < 0 || places[i] >= size) {
                throw new IllegalArgumentException(
                        op + ": index " + places[i] + " is out of range, the dimension has size " + size);
            }
        }
        return places;
    }

    /** Checks that {@code index} has the rank of x and is no larger, except along {@code axis}. */
    static void checkShape(String op, Tensor index, Shape x, int axis) {
        boolean fits = index.rank() == x.rank();
        for (int i = 0; fits && i < x.rank(); i++) {
            fits = i == axis || index.size(i) <= x.dim(i);
        }
        if (!fits) {
            throw new IllegalArgumentException(op + ": the index must have the rank of the tensor and be no larger off "
                    + "dimension " + axis + ", index " + index.shape() + " and tensor " + x);
        }
    }

    /** Returns the part of x that starts at 0 and has the sizes of {@code part}, except along {@code axis}; a view. */
    static Tensor narrowed(Tensor x, Shape part, int axis) {
        Tensor narrowed = x;
        for (int i = 0; i < x.rank(); i++) {
            if (i != axis && part.dim(i) != x.size(i)) {
                narrowed = narrowed.view(narrowed.layout().slice(i, 0, 1, part.dim(i)));
            }
        }
        return narrowed;
    }

    /** Returns the number of elements before dimension {@code axis}. */
    static int outer(Shape shape, int axis) {
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= shape.dim(i);
        }
        return outer;
    }

    /** Returns the number of elements behind dimension {@code axis}. */
    static int inner(Shape shape, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        return inner;
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * {@code y_i = Σ_{j ≤ i} x_j} along a dimension, added in order; the gradient is the sum of the upstream gradients from
 * i on.
 */
public final class CumsumOp extends UnaryOp {
    private final int axis;
    private final boolean reverse;

    /** Makes the op for a dimension in {@code [0, rank)}; from the end if {@code reverse}. */
    public CumsumOp(int axis, boolean reverse) {
        this.axis = axis;
        this.reverse = reverse;
    }

    @Override
    public Tensor forward(Tensor x) {
        x.dtype().checkFloat("cumsum");
        Tensor y = Pointwise.copy(x);
        Shape shape = x.shape();
        int outer = Indices.outer(shape, axis);
        int inner = Indices.inner(shape, axis);
        int length = shape.dim(axis);
        for (int o = 0; o < outer; o++) {
            for (int l = 1; l < length; l++) {
                int row = reverse ? length - 1 - l : l;
                int at = (o * length + row) * inner;
                addRow(y, at, at + (reverse ? inner : -inner), inner);
            }
        }
        return y;
    }

    private static void addRow(Tensor y, int to, int from, int n) {
        if (y.dtype() == DType.FLOAT32) {
            float[] array = y.storage().floats();
            for (int i = 0; i < n; i++) {
                array[to + i] += array[from + i];
            }
        } else {
            double[] array = y.storage().doubles();
            for (int i = 0; i < n; i++) {
                array[to + i] += array[from + i];
            }
        }
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new CumsumOp(axis, !reverse).apply(upstream);
    }

    /** Implements {@link Tensor#cumsum}. */
    public static Tensor cumsum(Tensor x, int dim) {
        return x.rank() == 0
                ? x.reshape(1).cumsum(dim).reshape()
                : new CumsumOp(x.shape().axis("cumsum", dim), false).apply(x);
    }
}

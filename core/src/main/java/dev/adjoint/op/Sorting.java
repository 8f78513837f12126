package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.ValuesAndIndices;
import java.util.Arrays;
import java.util.Comparator;

/** Elements in order along a dimension, with their places. The sort is stable; NaN counts as the largest. */
public final class Sorting {
    private Sorting() {}

    /** Implements {@link Tensor#sort}. */
    public static ValuesAndIndices sort(Tensor x, int dim, boolean descending) {
        if (x.rank() == 0) {
            return new ValuesAndIndices(x, Tensor.scalar(DType.INT64, 0));
        }
        Tensor indices = order(x, x.shape().axis("sort", dim), descending);
        return new ValuesAndIndices(x.gather(dim, indices), indices);
    }

    /** Implements {@link Tensor#topk}. */
    public static ValuesAndIndices topk(Tensor x, int k, int dim, boolean largest) {
        if (x.rank() == 0 && k == 1) {
            return sort(x, dim, largest);
        }
        int axis = x.shape().axis("topk", dim);
        if (k < 0 || k > x.size(axis)) {
            throw new IllegalArgumentException("topk: k must be in [0, " + x.size(axis) + "] for dimension " + axis
                    + " of shape " + x.shape() + ", got " + k);
        }
        Tensor indices = order(x, axis, largest).narrow(axis, 0, k).contiguous();
        return new ValuesAndIndices(x.gather(axis, indices), indices);
    }

    private static Tensor order(Tensor x, int axis, boolean descending) {
        x.dtype().checkFloat("sort");
        Shape shape = x.shape();
        int length = shape.dim(axis);
        int outer = Indices.outer(shape, axis);
        int inner = Indices.inner(shape, axis);
        double[] values = x.detach().toDoubleArray();
        long[] order = new long[values.length];
        Integer[] row = new Integer[length];
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int start = o * length * inner + i;
                Comparator<Integer> ascending = (a, b) -> compare(values[start + a * inner], values[start + b * inner]);
                Arrays.setAll(row, l -> l);
                Arrays.sort(row, descending ? ascending.reversed() : ascending);
                for (int l = 0; l < length; l++) {
                    order[start + l * inner] = row[l];
                }
            }
        }
        return Tensor.wrap(order, shape);
    }

    private static int compare(double a, double b) {
        return a == b ? 0 : Double.compare(a, b);
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.ValuesAndIndices;
import dev.adjoint.kernel.ArgReduce;

/** Where the largest and smallest elements along a dimension are: the first of equals; NaN counts as the extreme. */
public final class ArgMax {
    private ArgMax() {}

    /** Implements {@link Tensor#argmax}. */
    public static Tensor argmax(Tensor x, int dim) {
        return find("argmax", x, dim, true);
    }

    /** Implements {@link Tensor#argmin}. */
    public static Tensor argmin(Tensor x, int dim) {
        return find("argmin", x, dim, false);
    }

    /** Implements {@link Tensor#max(int)}. */
    public static ValuesAndIndices max(Tensor x, int dim) {
        return choose(x, dim, find("max", x, dim, true));
    }

    /** Implements {@link Tensor#min(int)}. */
    public static ValuesAndIndices min(Tensor x, int dim) {
        return choose(x, dim, find("min", x, dim, false));
    }

    private static ValuesAndIndices choose(Tensor x, int dim, Tensor indices) {
        if (x.rank() == 0) {
            return new ValuesAndIndices(x, indices);
        }
        int axis = x.shape().axis("max", dim);
        return new ValuesAndIndices(x.gather(axis, indices.unsqueeze(axis)).squeeze(axis), indices);
    }

    private static Tensor find(String op, Tensor x, int dim, boolean largest) {
        x.dtype().checkFloat(op);
        if (x.rank() == 0) {
            return Tensor.scalar(DType.INT64, 0);
        }
        boolean[] reduced = x.shape().reduced(op, dim);
        int axis = x.shape().axis(op, dim);
        int length = x.size(axis);
        if (length == 0) {
            throw new IllegalArgumentException(op + ": no elements to choose from in shape " + x.shape());
        }
        int outer = 1;
        for (int i = 0; i < axis; i++) {
            outer *= x.size(i);
        }
        long[] out = new long[x.size() / length];
        int inner = outer == 0 ? 0 : out.length / outer;
        if (x.dtype() == DType.FLOAT32) {
            ArgReduce.find(Pointwise.floats(x), 0, outer, length, inner, largest, out);
        } else {
            ArgReduce.find(Pointwise.doubles(x), 0, outer, length, inner, largest, out);
        }
        return Tensor.wrap(out, x.shape().reduce(reduced, false));
    }
}

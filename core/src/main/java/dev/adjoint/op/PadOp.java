package dev.adjoint.op;

import dev.adjoint.Layout;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;

/** x with places of one value around it; each element keeps its gradient. */
public final class PadOp extends UnaryOp {
    private final double value;
    private final int[] before;
    private final int[] after;

    /** Makes the op that adds so many places before and behind the elements of each dimension, all ≥ 0. */
    PadOp(double value, int[] before, int[] after) {
        this.value = value;
        this.before = before;
        this.after = after;
    }

    @Override
    public Tensor forward(Tensor x) {
        int[] dims = x.shape().dims();
        for (int i = 0; i < dims.length; i++) {
            dims[i] += before[i] + after[i];
        }
        Tensor y = Tensor.full(x.dtype(), value, dims);
        Layout part = y.layout();
        for (int i = 0; i < dims.length; i++) {
            part = part.slice(i, before[i], 1, x.size(i));
        }
        y.view(part).copyFrom(x);
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Tensor gradient = upstream;
        for (int i = 0; i < before.length; i++) {
            if (before[i] > 0 || after[i] > 0) {
                gradient = gradient.narrow(i, before[i], gradient.size(i) - before[i] - after[i]);
            }
        }
        return gradient;
    }

    /** Implements {@link Tensor#pad}: negative numbers cut elements off. */
    public static Tensor pad(Tensor x, double value, int... padding) {
        int rank = x.rank();
        if (padding.length % 2 != 0 || padding.length > 2 * rank) {
            throw new IllegalArgumentException("pad: expects two numbers for each of at most " + rank
                    + " dimensions of shape " + x.shape() + ", the last first, got " + Arrays.toString(padding));
        }
        Tensor kept = x;
        int[] before = new int[rank];
        int[] after = new int[rank];
        for (int i = 0; i < padding.length / 2; i++) {
            int axis = rank - 1 - i;
            before[axis] = padding[2 * i];
            after[axis] = padding[2 * i + 1];
            kept = cut(kept, axis, before, after, x.shape());
        }
        return new PadOp(value, before, after).apply(kept);
    }

    /** Cuts off what negative numbers ask, and sets these to 0. */
    private static Tensor cut(Tensor x, int axis, int[] before, int[] after, Shape source) {
        long start = Math.max(0, -(long) before[axis]);
        long length = x.size(axis) - start - Math.max(0, -(long) after[axis]);
        long whole = length + Math.max(0, before[axis]) + Math.max(0, after[axis]);
        if (length < 0 || whole > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("pad: cannot add " + before[axis] + " and " + after[axis]
                    + " places to dimension " + axis + " of shape " + source);
        }
        before[axis] = Math.max(0, before[axis]);
        after[axis] = Math.max(0, after[axis]);
        return length == x.size(axis) ? x : x.narrow(axis, (int) start, (int) length);
    }
}

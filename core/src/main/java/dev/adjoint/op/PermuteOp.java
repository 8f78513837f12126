package dev.adjoint.op;

import dev.adjoint.Tensor;
import java.util.Arrays;

/** The dimensions in another order, a view; the gradient is put back in order. */
public final class PermuteOp extends UnaryOp {
    private final int[] order;

    /** Makes the op: dimension i of the result is dimension {@code order[i]}, a number in {@code [0, rank)}. */
    public PermuteOp(int... order) {
        this.order = order.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.view(x.layout().permute(order));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        int[] inverse = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            inverse[order[i]] = i;
        }
        return new PermuteOp(inverse).apply(upstream);
    }

    /** Implements {@link Tensor#permute}. */
    public static Tensor permute(Tensor x, int... dims) {
        int[] order = new int[dims.length];
        boolean[] used = new boolean[x.rank()];
        boolean each = dims.length == x.rank();
        for (int i = 0; each && i < dims.length; i++) {
            order[i] = x.shape().axis("permute", dims[i]);
            each = !used[order[i]];
            used[order[i]] = true;
        }
        if (!each) {
            throw new IllegalArgumentException("permute: each dimension of shape " + x.shape()
                    + " must be named once, got " + Arrays.toString(dims));
        }
        return new PermuteOp(order).apply(x);
    }

    /** Implements {@link Tensor#transpose}. */
    public static Tensor transpose(Tensor x, int dim0, int dim1) {
        if (x.rank() == 0 && dim0 >= -1 && dim0 <= 0 && dim1 >= -1 && dim1 <= 0) {
            return x;
        }
        int[] order = new int[x.rank()];
        Arrays.setAll(order, i -> i);
        int axis0 = x.shape().axis("transpose", dim0);
        int axis1 = x.shape().axis("transpose", dim1);
        order[axis0] = axis1;
        order[axis1] = axis0;
        return new PermuteOp(order).apply(x);
    }

    /** Implements {@link Tensor#t}. */
    public static Tensor t(Tensor x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException(
                    "t: takes a matrix, got shape " + x.shape() + "; use transpose or permute");
        }
        return new PermuteOp(1, 0).apply(x);
    }
}

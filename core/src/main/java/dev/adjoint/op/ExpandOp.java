package dev.adjoint.op;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * Elements repeated along dimensions of size 1 and new leading ones, a view; the gradient is summed over the repeats.
 */
public final class ExpandOp extends UnaryOp {
    private final Shape target;

    /** Makes the op. */
    public ExpandOp(Shape target) {
        this.target = target;
    }

    @Override
    public Tensor forward(Tensor x) {
        return x.view(x.layout().expand("expand", target));
    }

    /** Returns the upstream gradient: the engine sums it to the input's shape. */
    @Override
    public Tensor backward(Tensor upstream) {
        return upstream;
    }

    /** Implements {@link Tensor#expand(Shape)}. */
    public static Tensor expand(Tensor x, Shape target) {
        return target.equals(x.shape()) ? x : new ExpandOp(target).apply(x);
    }

    /** Implements {@link Tensor#expand(int...)}. */
    public static Tensor expand(Tensor x, int... dims) {
        int[] sizes = dims.clone();
        int added = dims.length - x.rank();
        for (int i = Math.max(0, added); i < sizes.length; i++) {
            sizes[i] = sizes[i] == -1 ? x.size(i - added) : sizes[i];
        }
        return expand(x, Shape.of(sizes));
    }
}

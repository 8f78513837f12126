package dev.adjoint.op;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The elements at {@code (i, i + offset)} of two dimensions, which are dropped, as a new last one: a view. The gradient
 * lies on the diagonal, with 0 elsewhere.
 */
public final class DiagonalViewOp extends UnaryOp {
    private final int offset;
    private final int axis0;
    private final int axis1;
    private @Nullable Shape source;

    /** Makes the op for two dimensions in {@code [0, rank)}. */
    public DiagonalViewOp(int offset, int axis0, int axis1) {
        this.offset = offset;
        this.axis0 = axis0;
        this.axis1 = axis1;
    }

    @Override
    public String name() {
        return "diagonal";
    }

    @Override
    public Tensor forward(Tensor x) {
        source = x.shape();
        return x.view(x.layout().diagonal(offset, axis0, axis1));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new EmbedOp(offset, axis0, axis1, afterForward(source)).apply(upstream);
    }

    /** Zeros with x on the diagonal, the gradient of taking it. */
    private static final class EmbedOp extends UnaryOp {
        private final int offset;
        private final int axis0;
        private final int axis1;
        private final Shape target;

        EmbedOp(int offset, int axis0, int axis1, Shape target) {
            this.offset = offset;
            this.axis0 = axis0;
            this.axis1 = axis1;
            this.target = target;
        }

        @Override
        public Tensor forward(Tensor x) {
            Tensor y = Tensor.zeros(x.dtype(), target);
            y.view(y.layout().diagonal(offset, axis0, axis1)).copyFrom(x);
            return y;
        }

        @Override
        public Tensor backward(Tensor upstream) {
            return new DiagonalViewOp(offset, axis0, axis1).apply(upstream);
        }
    }

    /** Implements {@link Tensor#diagonal}. */
    public static Tensor diagonal(Tensor x, int offset, int dim0, int dim1) {
        int axis0 = x.shape().axis("diagonal", dim0);
        int axis1 = x.shape().axis("diagonal", dim1);
        if (axis0 == axis1) {
            throw new IllegalArgumentException(
                    "diagonal: takes two dimensions of shape " + x.shape() + ", got " + dim0 + " and " + dim1);
        }
        return new DiagonalViewOp(offset, axis0, axis1).apply(x);
    }
}

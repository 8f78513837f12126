package dev.adjoint.op;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * The elements {@code (i, j)} of the last two dimensions on and below ({@code tril}) or above ({@code triu}) the
 * diagonal {@code j = i + diagonal}, 0 elsewhere; the gradient is cut in the same way.
 */
public final class TriangleOp extends UnaryOp {
    private final boolean lower;
    private final int diagonal;

    /** Makes the op. */
    public TriangleOp(boolean lower, int diagonal) {
        this.lower = lower;
        this.diagonal = diagonal;
    }

    @Override
    public String name() {
        return lower ? "tril" : "triu";
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.rank() < 2) {
            throw new IllegalArgumentException(name() + ": takes 2 or more dimensions, got shape " + x.shape());
        }
        return mask(x.shape()).where(x, Tensor.scalar(x.dtype(), 0));
    }

    private Tensor mask(Shape shape) {
        int rows = shape.dim(-2);
        int columns = shape.dim(-1);
        boolean[] kept = new boolean[rows * columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                kept[i * columns + j] = lower ? j <= i + diagonal : j >= i + diagonal;
            }
        }
        return Tensor.wrap(kept, Shape.of(rows, columns));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new TriangleOp(lower, diagonal).apply(upstream);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** Joins dimensions into one; by default all but the first: {@code [n, c, h, w] → [n, c·h·w]}. */
public final class Flatten extends Layer {
    private final int startDim;
    private final int endDim;

    /** Makes the layer that keeps the first dimension and joins the others. */
    public Flatten() {
        this(1, -1);
    }

    /** Makes the layer that joins the dimensions from {@code startDim} to {@code endDim}, both included. */
    public Flatten(int startDim, int endDim) {
        this.startDim = startDim;
        this.endDim = endDim;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.flatten(startDim, endDim);
    }

    @Override
    protected String settings() {
        return "start_dim=" + startDim + ", end_dim=" + endDim;
    }
}

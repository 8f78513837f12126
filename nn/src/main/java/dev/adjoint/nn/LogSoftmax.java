package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y_i = x_i − ln Σ_j e^x_j} along a dimension. */
public final class LogSoftmax extends Layer {
    private final int dim;

    /** Makes the layer for a dimension; negative numbers count from the last. */
    public LogSoftmax(int dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.logSoftmax(dim);
    }

    @Override
    protected String settings() {
        return "dim=" + dim;
    }
}

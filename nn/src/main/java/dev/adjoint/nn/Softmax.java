package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y_i = e^x_i / Σ_j e^x_j} along a dimension. */
public final class Softmax extends Layer {
    private final int dim;

    /** Makes the layer for a dimension; negative numbers count from the last. */
    public Softmax(int dim) {
        this.dim = dim;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.softmax(dim);
    }

    @Override
    protected String settings() {
        return "dim=" + dim;
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = 1 / (1 + e^−x)}. */
public final class Sigmoid extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
        return x.sigmoid();
    }
}

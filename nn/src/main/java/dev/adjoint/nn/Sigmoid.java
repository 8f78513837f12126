package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = 1 / (1 + e^−x)}. */
public final class Sigmoid extends Module {
    @Override
    public Tensor forward(Tensor x) {
        return x.sigmoid();
    }
}

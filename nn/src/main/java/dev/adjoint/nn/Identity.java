package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = x}: a place holder. */
public final class Identity extends Module {
    @Override
    public Tensor forward(Tensor x) {
        return x;
    }
}

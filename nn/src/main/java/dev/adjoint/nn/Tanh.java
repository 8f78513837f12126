package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = tanh x}. */
public final class Tanh extends Layer {
    @Override
    protected Tensor forward(Tensor x) {
        return x.tanh();
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;

/** A layer without parameters that applies one function to each element, printed by a kind and settings. */
abstract class Activation extends Layer {
    private final String kind;
    private final String settings;
    private final UnaryOperator<Tensor> function;

    Activation(String kind, String settings, UnaryOperator<Tensor> function) {
        this.kind = kind;
        this.settings = settings;
        this.function = function;
    }

    @Override
    protected final Tensor forward(Tensor x) {
        return function.apply(x);
    }

    @Override
    protected final String kind() {
        return kind;
    }

    @Override
    protected final String settings() {
        return settings;
    }
}

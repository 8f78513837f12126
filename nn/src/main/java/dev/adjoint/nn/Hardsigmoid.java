package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = min(max(x + 3, 0), 6) / 6}: {@link Tensor#hardsigmoid}. */
public final class Hardsigmoid extends Activation {
    /** Makes the layer. */
    public Hardsigmoid() {
        super("Hardsigmoid", "", Tensor::hardsigmoid);
    }
}

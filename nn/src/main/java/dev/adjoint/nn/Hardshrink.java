package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/** {@code y = x} where {@code |x| > λ}, 0 elsewhere: {@link Tensor#hardshrink}. */
public final class Hardshrink extends Activation {
    /** Makes the layer with λ = 0.5. */
    public Hardshrink() {
        this(0.5);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public Hardshrink(double lambda) {
        super("Hardshrink", Notation.of(lambda), x -> x.hardshrink(lambda));
        Checks.notNegative("Hardshrink", "lambda", lambda);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/** {@code y = x − λ} where {@code x > λ}, {@code x + λ} where {@code x < −λ}, 0 between: {@link Tensor#softshrink}. */
public final class Softshrink extends Activation {
    /** Makes the layer with λ = 0.5. */
    public Softshrink() {
        this(0.5);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if λ is negative or not finite
     */
    public Softshrink(double lambda) {
        super("Softshrink", Notation.of(lambda), x -> x.softshrink(lambda));
        Checks.notNegative("Softshrink", "lambda", lambda);
    }
}

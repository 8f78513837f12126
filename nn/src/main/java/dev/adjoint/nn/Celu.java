package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code y = x} where {@code x > 0}, {@code α (e^(x/α) − 1)} elsewhere: {@link Tensor#celu}.
 *
 * <p>Source: J. Barron, Continuously Differentiable Exponential Linear Units (2017).
 */
public final class Celu extends Activation {
    /** Makes the layer with α = 1. */
    public Celu() {
        this(1);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if α is 0 or not finite
     */
    public Celu(double alpha) {
        super("CELU", "alpha=" + Notation.of(alpha), x -> x.celu(alpha));
        Checks.finite("CELU", "alpha", alpha);
        if (alpha == 0) {
            throw new IllegalArgumentException("CELU: alpha must not be 0");
        }
    }
}

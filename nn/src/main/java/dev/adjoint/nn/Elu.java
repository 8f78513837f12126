package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code y = x} where {@code x > 0}, {@code α (e^x − 1)} elsewhere: {@link Tensor#elu}.
 *
 * <p>Source: D. Clevert, T. Unterthiner, S. Hochreiter, Fast and Accurate Deep Network Learning by Exponential Linear
 * Units, ICLR 2016.
 */
public final class Elu extends Activation {
    /** Makes the layer with α = 1. */
    public Elu() {
        this(1);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if α is not finite
     */
    public Elu(double alpha) {
        super("ELU", "alpha=" + Notation.of(alpha), x -> x.elu(alpha));
        Checks.finite("ELU", "alpha", alpha);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code y = ln(1 + e^(β·x)) / β}, and x where {@code β·x} is over a threshold: {@link Tensor#softplus(double,
 * double)}.
 */
public final class Softplus extends Activation {
    /** Makes the layer with β = 1 and threshold 20. */
    public Softplus() {
        this(1, 20);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if β is 0 or a number is not finite
     */
    public Softplus(double beta, double threshold) {
        super(
                "Softplus",
                "beta=" + Notation.of(beta) + ", threshold=" + Notation.of(threshold),
                x -> x.softplus(beta, threshold));
        Checks.finite("Softplus", "beta", beta);
        Checks.finite("Softplus", "threshold", threshold);
        if (beta == 0) {
            throw new IllegalArgumentException("Softplus: beta must not be 0");
        }
    }
}

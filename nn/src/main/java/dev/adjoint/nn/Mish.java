package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = x · tanh(ln(1 + e^x))}: {@link Tensor#mish}.
 *
 * <p>Source: D. Misra, Mish: A Self Regularized Non-Monotonic Activation Function (2019).
 */
public final class Mish extends Activation {
    /** Makes the layer. */
    public Mish() {
        super("Mish", "", Tensor::mish);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = x · Φ(x)}, Φ being the distribution function of the normal distribution: {@link Tensor#gelu}, or its
 * approximation {@link Tensor#geluTanh}.
 *
 * <p>Source: D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (2016).
 */
public final class Gelu extends Activation {
    /** How the function is computed. */
    public enum Approximate {
        /** By the error function. */
        NONE,
        /** By {@code x · (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2}. */
        TANH
    }

    /** Makes the layer without approximation. */
    public Gelu() {
        this(Approximate.NONE);
    }

    /** Makes the layer. */
    public Gelu(Approximate approximate) {
        super(
                "GELU",
                approximate == Approximate.NONE ? "approximate='none'" : "approximate='tanh'",
                approximate == Approximate.NONE ? Tensor::gelu : Tensor::geluTanh);
    }
}

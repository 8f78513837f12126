package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = s · x} where {@code x > 0}, {@code s · α (e^x − 1)} elsewhere, with the constants s = 1.0507… and α =
 * 1.6732… that keep mean 0 and variance 1: {@link Tensor#selu}.
 *
 * <p>Source: G. Klambauer et al., Self-Normalizing Neural Networks, NeurIPS 2017.
 */
public final class Selu extends Activation {
    /** Makes the layer. */
    public Selu() {
        super("SELU", "", Tensor::selu);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = x · σ(x)}, also called swish: {@link Tensor#silu}.
 *
 * <p>Source: S. Elfwing, E. Uchibe, K. Doya, Sigmoid-Weighted Linear Units for Neural Network Function Approximation in
 * Reinforcement Learning (2017).
 */
public final class Silu extends Activation {
    /** Makes the layer. */
    public Silu() {
        super("SiLU", "", Tensor::silu);
    }
}

package dev.adjoint.op;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;

/**
 * In training {@code y = x · mask}, where an element of the mask is 0 with probability p and 1/(1 − p) otherwise;
 * outside training {@code y = x}.
 *
 * <p>The gradient is {@code upstream · mask}.
 *
 * <p>Source: N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 15 (2014).
 */
public final class Dropouts {
    private Dropouts() {}

    /** Implements {@link Tensor#dropout}. */
    public static Tensor dropout(Tensor x, double p, boolean training, Rng rng) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("dropout: expects p in [0, 1], got " + p);
        }
        x.dtype().checkFloat("dropout");
        if (!training || p == 0) {
            return x;
        }
        if (p == 1) {
            return x.mul(0);
        }
        boolean[] kept = new boolean[x.size()];
        rng.bernoulli(kept, 1 - p);
        return x.mul(Tensor.wrap(kept, x.shape()).to(x.dtype()).div(1 - p));
    }
}

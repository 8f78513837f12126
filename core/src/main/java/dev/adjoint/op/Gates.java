package dev.adjoint.op;

import dev.adjoint.Tensor;

/** Derivatives of the functions that gates go through, in terms of their values. */
final class Gates {
    private Gates() {}

    /** {@code σ' = y (1 − y)} for {@code y = σ(x)}. */
    static Tensor sigmoidSlope(Tensor y) {
        return y.mul(y.rsub(1));
    }

    /** {@code tanh' = 1 − y²} for {@code y = tanh x}. */
    static Tensor tanhSlope(Tensor y) {
        return y.mul(y).rsub(1);
    }
}

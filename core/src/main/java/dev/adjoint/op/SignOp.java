package dev.adjoint.op;

import dev.adjoint.Tensor;

/** {@code y = 1, −1 or 0} as x is positive, negative or neither, NaN included, with derivative 0. */
public final class SignOp extends DiagonalOp {
    @Override
    protected Tensor evaluate(Tensor x) {
        return x.gt(0).to(x.dtype()).sub(x.lt(0).to(x.dtype()));
    }

    @Override
    public Tensor calculateDerivative() {
        return Tensor.zeros(stored().dtype(), stored().shape());
    }
}

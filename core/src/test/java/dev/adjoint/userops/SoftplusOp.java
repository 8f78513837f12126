package dev.adjoint.userops;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.op.ElementwiseOp;

/** {@code y = ln(1 + e^x)}, with derivative {@code sigmoid(x)}. */
final class SoftplusOp extends ElementwiseOp {
    @Override
    protected UnaryFunction value() {
        return x -> Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().sigmoid();
    }
}

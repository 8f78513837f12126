package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = e^x − 1}, exact near 0, with derivative {@code y + 1}. */
public final class Expm1Op extends ElementwiseOp {
    @Override
    protected UnaryFunction value() {
        return Elementary.EXPM1;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().add(1);
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = e^x}, with derivative y. */
public final class ExpOp extends ElementwiseOp {
    @Override
    protected UnaryFunction value() {
        return Elementary.EXP;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored();
    }
}

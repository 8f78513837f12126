package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = ln x}, with derivative 1/x; −∞ at 0, NaN below. */
public final class LogOp extends ElementwiseOp {
    @Override
    protected UnaryFunction value() {
        return Elementary.LOG;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().reciprocal();
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.div(stored());
    }
}

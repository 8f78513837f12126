package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = ln(1 + x)}, exact near 0, with derivative 1/(1 + x); −∞ at −1, NaN below. */
public final class Log1pOp extends ElementwiseOp {
    @Override
    protected UnaryFunction value() {
        return Elementary.LOG1P;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().add(1).reciprocal();
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.div(stored().add(1));
    }
}

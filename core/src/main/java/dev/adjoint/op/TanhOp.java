package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = tanh x}, with derivative {@code 1 − y²}. */
public final class TanhOp extends ElementwiseOp {
    enum Derivative implements UnaryFunction {
        OF_OUTPUT;

        @Override
        public double apply(double y) {
            return 1 - y * y;
        }

        @Override
        public float apply(float y) {
            return 1 - y * y;
        }
    }

    @Override
    protected UnaryFunction value() {
        return Elementary.TANH;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().mul(stored()).rsub(1);
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return Derivative.OF_OUTPUT;
    }
}

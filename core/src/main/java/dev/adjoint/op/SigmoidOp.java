package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = 1 / (1 + e^−x)}, with derivative {@code y (1 − y)}, at most 1/4. */
public final class SigmoidOp extends ElementwiseOp {
    private enum Derivative implements UnaryFunction {
        OF_OUTPUT;

        @Override
        public double apply(double y) {
            return y * (1 - y);
        }

        @Override
        public float apply(float y) {
            return y * (1 - y);
        }
    }

    @Override
    protected UnaryFunction value() {
        return Elementary.SIGMOID;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().mul(stored().rsub(1));
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return Derivative.OF_OUTPUT;
    }
}

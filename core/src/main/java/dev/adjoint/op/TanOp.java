package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.DoubleMath;
import dev.adjoint.kernel.FloatMath;

/** {@code y = tan x}, with derivative {@code 1 + y²}. */
public final class TanOp extends ElementwiseOp {
    private enum Function implements UnaryFunction {
        TAN;

        @Override
        public double apply(double x) {
            return DoubleMath.tan(x);
        }

        @Override
        public float apply(float x) {
            return FloatMath.tan(x);
        }
    }

    @Override
    protected UnaryFunction value() {
        return Function.TAN;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().square().add(1);
    }
}

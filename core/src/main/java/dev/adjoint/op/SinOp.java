package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.DoubleMath;
import dev.adjoint.kernel.FloatMath;

/** {@code y = sin x}, with derivative {@code cos x}. */
public final class SinOp extends ElementwiseOp {
    private enum Function implements UnaryFunction {
        SIN;

        @Override
        public double apply(double x) {
            return DoubleMath.sin(x);
        }

        @Override
        public float apply(float x) {
            return FloatMath.sin(x);
        }
    }

    @Override
    protected UnaryFunction value() {
        return Function.SIN;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().cos();
    }
}

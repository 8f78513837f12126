package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.DoubleMath;
import dev.adjoint.kernel.FloatMath;

/** {@code y = cos x}, with derivative {@code −sin x}. */
public final class CosOp extends ElementwiseOp {
    private enum Function implements UnaryFunction {
        COS;

        @Override
        public double apply(double x) {
            return DoubleMath.cos(x);
        }

        @Override
        public float apply(float x) {
            return FloatMath.cos(x);
        }
    }

    @Override
    protected UnaryFunction value() {
        return Function.COS;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().sin().neg();
    }
}

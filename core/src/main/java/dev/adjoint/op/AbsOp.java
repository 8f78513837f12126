package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;

/** {@code y = |x|}, with derivative {@code sign(x)}: 0 at 0. */
public final class AbsOp extends ElementwiseOp {
    private enum Function implements UnaryFunction {
        ABS {
            @Override
            public double apply(double x) {
                return Math.abs(x);
            }

            @Override
            public float apply(float x) {
                return Math.abs(x);
            }
        },
        SIGN {
            @Override
            public double apply(double x) {
                return Math.signum(x);
            }

            @Override
            public float apply(float x) {
                return Math.signum(x);
            }
        }
    }

    @Override
    protected UnaryFunction value() {
        return Function.ABS;
    }

    @Override
    public Tensor calculateDerivative() {
        return Pointwise.map(Function.SIGN, stored());
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return Function.SIGN;
    }
}

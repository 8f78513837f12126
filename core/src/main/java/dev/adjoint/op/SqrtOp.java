package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;

/** {@code y = √x}, with derivative 1/(2y), infinite at 0; NaN for negative x. */
public final class SqrtOp extends ElementwiseOp {
    enum Function implements UnaryFunction {
        SQRT {
            @Override
            public double apply(double x) {
                return Math.sqrt(x);
            }

            @Override
            public float apply(float x) {
                return (float) Math.sqrt(x);
            }
        },
        DERIVATIVE {
            @Override
            public double apply(double y) {
                return 0.5 / y;
            }

            @Override
            public float apply(float y) {
                return 0.5f / y;
            }
        }
    }

    @Override
    protected UnaryFunction value() {
        return Function.SQRT;
    }

    @Override
    protected boolean storesOutput() {
        return true;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().rdiv(0.5);
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return Function.DERIVATIVE;
    }
}

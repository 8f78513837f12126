package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.PowerOf;

/** {@code y = x^c} for a number c, with derivative {@code c · x^(c−1)}, which is 0 for c = 0. */
public final class PowScalarOp extends ElementwiseOp {
    private final double exponent;

    /** Makes the op. */
    public PowScalarOp(double exponent) {
        this.exponent = exponent;
    }

    @Override
    public String name() {
        return "pow";
    }

    @Override
    protected UnaryFunction value() {
        return power(exponent);
    }

    @Override
    public Tensor calculateDerivative() {
        if (exponent == 0) {
            return Tensor.zeros(stored().dtype(), stored().shape());
        }
        Tensor x = stored();
        return (exponent == 2 ? x : x.pow(exponent - 1)).mul(exponent);
    }

    /** Returns {@code x^exponent}; the square root, as in PyTorch, is NaN for −∞. */
    private static UnaryFunction power(double exponent) {
        if (exponent == 0.5) {
            return SqrtOp.Function.SQRT;
        }
        return exponent == 2 ? Square.OF : exponent == 3 ? Cube.OF : new PowerOf(exponent);
    }

    private enum Square implements UnaryFunction {
        OF;

        @Override
        public double apply(double x) {
            return x * x;
        }

        @Override
        public float apply(float x) {
            return x * x;
        }
    }

    private enum Cube implements UnaryFunction {
        OF;

        @Override
        public double apply(double x) {
            return x * x * x;
        }

        @Override
        public float apply(float x) {
            return x * x * x;
        }
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Composite;
import dev.adjoint.kernel.Elementary;

/**
 * {@code y = x · tanh(ln(1 + e^x)) = x · u / (u + 2)} with {@code u = e^x · (e^x + 2)}; the derivative is {@code u / (u
 * + 2) + x · 4 e^x (e^x + 1) / (u + 2)²}.
 *
 * <p>From x = 20 on, {@code e^20} stands for {@code e^x}, which would overflow: the quotient is 1 by then.
 *
 * <p>Source: D. Misra, Mish: A Self Regularized Non-Monotonic Activation Function (2019).
 */
public final class MishOp extends ElementwiseOp {
    private static final double HIGH = 20;

    private static final Composite VALUE = new Composite.Around(Bounded.FUNCTION, Elementary.EXP, Value.FUNCTION);
    private static final Composite DERIVATIVE =
            new Composite.Around(Bounded.FUNCTION, Elementary.EXP, Derivative.FUNCTION);

    @Override
    protected UnaryFunction value() {
        return VALUE;
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return DERIVATIVE;
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor x = stored();
        Tensor exp = x.clamp(Double.NEGATIVE_INFINITY, HIGH).exp();
        Tensor u = exp.mul(exp.add(2));
        Tensor sum = u.add(2);
        return u.div(sum).add(x.mul(exp.mul(exp.add(1)).mul(4).div(sum.mul(sum))));
    }

    /** {@code min(x, 20)}. */
    private enum Bounded implements UnaryFunction {
        FUNCTION;

        @Override
        public double apply(double x) {
            return Math.min(x, HIGH);
        }

        @Override
        public float apply(float x) {
            return Math.min(x, (float) HIGH);
        }
    }

    /** {@code x · u / (u + 2)}. */
    private enum Value implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double exp) {
            return x * (exp * (exp + 2) / (exp * (exp + 2) + 2));
        }

        @Override
        public float apply(float x, float exp) {
            return x * (exp * (exp + 2) / (exp * (exp + 2) + 2));
        }
    }

    /** The derivative. */
    private enum Derivative implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double exp) {
            double u = exp * (exp + 2);
            double sum = u + 2;
            return u / sum + x * (exp * (exp + 1) * 4 / (sum * sum));
        }

        @Override
        public float apply(float x, float exp) {
            float u = exp * (exp + 2);
            float sum = u + 2;
            return u / sum + x * (exp * (exp + 1) * 4 / (sum * sum));
        }
    }
}

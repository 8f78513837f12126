package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Arithmetic;
import dev.adjoint.kernel.Composite;
import dev.adjoint.kernel.Elementary;

/**
 * {@code y = x · σ(x)} with {@code σ(x) = 1 / (1 + e^−x)}, also called swish; the derivative is {@code σ(x) · (1 + x ·
 * (1 − σ(x)))}.
 *
 * <p>Source: S. Elfwing, E. Uchibe, K. Doya, Sigmoid-Weighted Linear Units (2017).
 */
public final class SiluOp extends ElementwiseOp {
    private static final Composite VALUE = new Composite.Around(Identity.FUNCTION, Elementary.SIGMOID, Arithmetic.MUL);
    private static final Composite DERIVATIVE =
            new Composite.Around(Identity.FUNCTION, Elementary.SIGMOID, Derivative.FUNCTION);

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
        Tensor sigmoid = x.sigmoid();
        return sigmoid.mul(x.mul(sigmoid.rsub(1)).add(1));
    }

    /** {@code x}. */
    private enum Identity implements UnaryFunction {
        FUNCTION;

        @Override
        public double apply(double x) {
            return x;
        }

        @Override
        public float apply(float x) {
            return x;
        }
    }

    /** The derivative. */
    private enum Derivative implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double sigmoid) {
            return sigmoid * (x * (1 - sigmoid) + 1);
        }

        @Override
        public float apply(float x, float sigmoid) {
            return sigmoid * (x * (1 - sigmoid) + 1);
        }
    }
}

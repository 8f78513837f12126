package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Composite;
import dev.adjoint.kernel.Elementary;

/**
 * {@code y = x · (1 + tanh z) / 2} with {@code z = √(2/π) · (x + 0.044715 x³)}, the approximation of {@link GeluOp};
 * the derivative is {@code (1 + tanh z) / 2 + x · (1 − tanh² z) / 2 · √(2/π) · (1 + 3 · 0.044715 x²)}.
 *
 * <p>Source: D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (2016).
 */
public final class GeluTanhOp extends ElementwiseOp {
    private static final double CUBIC = 0.044715;
    private static final double THRICE = 3 * CUBIC;
    private static final double SCALE = Math.sqrt(2 / Math.PI);
    private static final double HALF_SCALE = SCALE / 2;

    private static final Composite VALUE = new Composite.Around(Inner.FUNCTION, Elementary.TANH, Value.FUNCTION);
    private static final Composite DERIVATIVE =
            new Composite.Around(Inner.FUNCTION, Elementary.TANH, Derivative.FUNCTION);

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
        Tensor tanh = x.pow(3).mul(CUBIC).add(x).mul(SCALE).tanh();
        Tensor slope = x.square().mul(THRICE).add(1).mul(HALF_SCALE);
        return tanh.add(1).mul(0.5).add(x.mul(tanh.square().rsub(1).mul(slope)));
    }

    /** z. */
    private enum Inner implements UnaryFunction {
        FUNCTION;

        @Override
        public double apply(double x) {
            return (x * x * x * CUBIC + x) * SCALE;
        }

        @Override
        public float apply(float x) {
            return (x * x * x * (float) CUBIC + x) * (float) SCALE;
        }
    }

    /** {@code x · (1 + tanh z) / 2}. */
    private enum Value implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double tanh) {
            return x * ((tanh + 1) * 0.5);
        }

        @Override
        public float apply(float x, float tanh) {
            return x * ((tanh + 1) * 0.5f);
        }
    }

    /** The derivative. */
    private enum Derivative implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double tanh) {
            return (tanh + 1) * 0.5 + x * ((1 - tanh * tanh) * ((x * x * THRICE + 1) * HALF_SCALE));
        }

        @Override
        public float apply(float x, float tanh) {
            return (tanh + 1) * 0.5f + x * ((1 - tanh * tanh) * ((x * x * (float) THRICE + 1) * (float) HALF_SCALE));
        }
    }
}

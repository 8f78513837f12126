package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Composite;
import dev.adjoint.kernel.Elementary;

/**
 * {@code y = x · Φ(x)} with the normal distribution function {@code Φ(x) = (1 + erf(x/√2)) / 2}; the derivative is
 * {@code Φ(x) + x · φ(x)} with its density {@code φ(x) = e^(−x²/2) / √(2π)}.
 *
 * <p>Source: D. Hendrycks, K. Gimpel, Gaussian Error Linear Units (2016).
 */
public final class GeluOp extends ElementwiseOp {
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI);

    private static final Composite VALUE =
            new Composite.Around(OverRootTwo.FUNCTION, Elementary.ERF, TimesDistribution.FUNCTION);
    private static final Composite DERIVATIVE = new Composite.AroundTwo(
            OverRootTwo.FUNCTION, Elementary.ERF, HalfSquare.FUNCTION, Elementary.EXP_OF_NEGATIVE, Derivative.FUNCTION);

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
        Tensor distribution = x.mul(ROOT_HALF).erf().add(1).mul(0.5);
        Tensor density = x.square().mul(-0.5).exp().mul(DENSITY_AT_ZERO);
        return distribution.add(x.mul(density));
    }

    /** {@code x/√2}. */
    private enum OverRootTwo implements UnaryFunction {
        FUNCTION;

        @Override
        public double apply(double x) {
            return x * ROOT_HALF;
        }

        @Override
        public float apply(float x) {
            return x * (float) ROOT_HALF;
        }
    }

    /** {@code −x²/2}. */
    private enum HalfSquare implements UnaryFunction {
        FUNCTION;

        @Override
        public double apply(double x) {
            return x * x * -0.5;
        }

        @Override
        public float apply(float x) {
            return x * x * -0.5f;
        }
    }

    /** {@code x · Φ(x)}. */
    private enum TimesDistribution implements BinaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double erf) {
            return x * ((erf + 1) * 0.5);
        }

        @Override
        public float apply(float x, float erf) {
            return x * ((erf + 1) * 0.5f);
        }
    }

    /** {@code Φ(x) + x · φ(x)}. */
    private enum Derivative implements TernaryFunction {
        FUNCTION;

        @Override
        public double apply(double x, double erf, double exp) {
            return (erf + 1) * 0.5 + x * (exp * DENSITY_AT_ZERO);
        }

        @Override
        public float apply(float x, float erf, float exp) {
            return (erf + 1) * 0.5f + x * (exp * (float) DENSITY_AT_ZERO);
        }
    }
}

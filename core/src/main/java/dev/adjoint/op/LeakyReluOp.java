package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.LeakyRelu;
import dev.adjoint.kernel.UnitStep;

/**
 * {@code y = x} where {@code x ≥ 0}, {@code y = negativeSlope · x} elsewhere.
 *
 * <p>The derivative is 1 where {@code x > 0} and {@code negativeSlope} where {@code x < 0}. At {@code x = ±0} both
 * sides meet and any value between is a subgradient: it is 1 here unless the constructor is given another. (PyTorch
 * takes the slope.) NaN stays NaN; its derivative is the slope. In {@code FLOAT32} a slope over the largest float is
 * rounded to an infinite one, which negative numbers alone meet.
 *
 * <p>Source: A. Maas, A. Hannun, A. Ng, Rectifier Nonlinearities Improve Neural Network Acoustic Models, ICML 2013. On
 * the value at 0: D. Bertoin et al., Numerical influence of ReLU'(0) on backpropagation, NeurIPS 2021.
 */
public final class LeakyReluOp extends ElementwiseOp {
    private final double negativeSlope;
    private final double derivativeAtZero;

    /** Makes the op with derivative 1 at 0. */
    public LeakyReluOp(double negativeSlope) {
        this(negativeSlope, 1);
    }

    /**
     * Makes the op with a chosen derivative at 0.
     *
     * @param derivativeAtZero a number in [0, 1]
     * @throws IllegalArgumentException if the slope is not finite or the derivative at 0 not in [0, 1]
     */
    public LeakyReluOp(double negativeSlope, double derivativeAtZero) {
        if (!Double.isFinite(negativeSlope)) {
            throw new IllegalArgumentException("leakyRelu: negativeSlope must be finite, got " + negativeSlope);
        }
        if (!(derivativeAtZero >= 0 && derivativeAtZero <= 1)) {
            throw new IllegalArgumentException(
                    "leakyRelu: the derivative at 0 must be in [0, 1], got " + derivativeAtZero);
        }
        this.negativeSlope = negativeSlope;
        this.derivativeAtZero = derivativeAtZero;
    }

    @Override
    protected UnaryFunction value() {
        return Float.isInfinite((float) negativeSlope) ? new Choice(negativeSlope) : new LeakyRelu(negativeSlope);
    }

    @Override
    public Tensor calculateDerivative() {
        return Pointwise.map(fusedDerivative(), stored());
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return new UnitStep(negativeSlope, derivativeAtZero);
    }

    /** The formula as it stands; the sum that {@link LeakyRelu} is has a term {@code ∞ · 0} for an infinite slope. */
    private record Choice(double negativeSlope) implements UnaryFunction {
        @Override
        public double apply(double x) {
            return x >= 0 ? x : negativeSlope * x;
        }

        @Override
        public float apply(float x) {
            return x >= 0 ? x : (float) negativeSlope * x;
        }
    }
}

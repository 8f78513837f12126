package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Relu;
import dev.adjoint.kernel.UnitStep;

/**
 * {@code y = max(0, x)}; NaN stays NaN.
 *
 * <p>The derivative is 1 where {@code x > 0} and 0 where {@code x < 0} or x is NaN. At {@code x = ±0} it is 1, as in
 * {@link LeakyReluOp}, unless the constructor is given another value in [0, 1]; PyTorch takes 0.
 */
public final class ReluOp extends ElementwiseOp {
    private final double derivativeAtZero;

    /** Makes the op with derivative 1 at 0. */
    public ReluOp() {
        this(1);
    }

    /**
     * Makes the op with a chosen derivative at 0.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public ReluOp(double derivativeAtZero) {
        if (!(derivativeAtZero >= 0 && derivativeAtZero <= 1)) {
            throw new IllegalArgumentException("relu: the derivative at 0 must be in [0, 1], got " + derivativeAtZero);
        }
        this.derivativeAtZero = derivativeAtZero;
    }

    @Override
    protected UnaryFunction value() {
        return Relu.RELU;
    }

    @Override
    public Tensor calculateDerivative() {
        return Pointwise.map(fusedDerivative(), stored());
    }

    @Override
    protected UnaryFunction fusedDerivative() {
        return new UnitStep(0, derivativeAtZero);
    }
}

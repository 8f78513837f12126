package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.LeakyReluOp;

/** {@code y = x} where {@code x ≥ 0}, {@code negativeSlope · x} elsewhere: see {@link LeakyReluOp}. */
public final class LeakyRelu extends Layer {
    private final double negativeSlope;
    private final double derivativeAtZero;

    /** Makes the layer with slope 0.01. */
    public LeakyRelu() {
        this(0.01);
    }

    /**
     * Makes the layer with derivative 1 at 0.
     *
     * @throws IllegalArgumentException if the slope is not finite
     */
    public LeakyRelu(double negativeSlope) {
        this(negativeSlope, 1);
    }

    /**
     * Makes the layer with a chosen derivative at 0; PyTorch has the slope.
     *
     * @throws IllegalArgumentException if the slope is not finite or the derivative at 0 not in [0, 1]
     */
    public LeakyRelu(double negativeSlope, double derivativeAtZero) {
        Checks.finite("LeakyReLU", "negativeSlope", negativeSlope);
        Checks.inUnitInterval("LeakyReLU", "the derivative at 0", derivativeAtZero);
        this.negativeSlope = negativeSlope;
        this.derivativeAtZero = derivativeAtZero;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return new LeakyReluOp(negativeSlope, derivativeAtZero).apply(x);
    }

    @Override
    protected String kind() {
        return "LeakyReLU";
    }

    @Override
    protected String settings() {
        return "negative_slope=" + Notation.of(negativeSlope);
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = s·x} where {@code x ≥ 0}, {@code y = s·α·(e^(β·x) − 1)} elsewhere: ELU, SELU and CELU in one.
 *
 * <p>The derivative is {@code s} where {@code x > 0} and {@code s·α·β·e^(β·x)} elsewhere, 0 included. In
 * {@code FLOAT32} an α or β over the largest float is rounded to an infinite one.
 *
 * <p>Sources: D. Clevert et al., Fast and Accurate Deep Network Learning by Exponential Linear Units, ICLR 2016; G.
 * Klambauer et al., Self-Normalizing Neural Networks, NeurIPS 2017; J. Barron, Continuously Differentiable Exponential
 * Linear Units, 2017.
 */
public final class EluOp extends DiagonalOp {
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;
    private static final double SELU_SCALE = 1.0507009873554804934193349852946;

    private final double alpha;
    private final double scale;
    private final double inputScale;
    private final double derivativeInputScale;

    /** Makes the op from α, the scale s, and the scale β of negative inputs. */
    public EluOp(double alpha, double scale, double inputScale) {
        this(alpha, scale, inputScale, inputScale);
    }

    private EluOp(double alpha, double scale, double inputScale, double derivativeInputScale) {
        this.alpha = alpha;
        this.scale = scale;
        this.inputScale = inputScale;
        this.derivativeInputScale = derivativeInputScale;
    }

    /** Returns SELU: the α and s that keep mean 0 and variance 1. */
    public static EluOp selu() {
        return new EluOp(SELU_ALPHA, SELU_SCALE, 1);
    }

    /**
     * Returns CELU: {@code β = 1/α}, so that the derivative is continuous. As in PyTorch, the derivative has β from α
     * rounded to float, if that is finite and not 0, which a {@code FLOAT64} gradient shows in the eighth digit.
     *
     * @throws IllegalArgumentException if α is 0
     */
    public static EluOp celu(double alpha) {
        if (alpha == 0) {
            throw new IllegalArgumentException("celu: alpha must not be 0");
        }
        float rounded = (float) alpha;
        boolean isFloat = rounded != 0 && Float.isFinite(rounded);
        return new EluOp(alpha, 1, 1 / alpha, 1 / (isFloat ? rounded : alpha));
    }

    @Override
    protected Tensor evaluate(Tensor x) {
        return x.ge(0).where(x.mul(scale), x.mul(inputScale).expm1().mul(alpha * scale));
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor x = stored();
        Tensor below = x.mul(derivativeInputScale).exp().mul(alpha * scale * derivativeInputScale);
        return x.gt(0).where(Tensor.scalar(x.dtype(), scale), below);
    }
}

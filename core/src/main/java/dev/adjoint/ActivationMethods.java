package dev.adjoint;

import dev.adjoint.op.ClampOp;
import dev.adjoint.op.EluOp;
import dev.adjoint.op.GeluOp;
import dev.adjoint.op.GeluTanhOp;
import dev.adjoint.op.HardsigmoidOp;
import dev.adjoint.op.HardswishOp;
import dev.adjoint.op.LeakyReluOp;
import dev.adjoint.op.MishOp;
import dev.adjoint.op.Prelu;
import dev.adjoint.op.ReluOp;
import dev.adjoint.op.ShrinkOp;
import dev.adjoint.op.SigmoidOp;
import dev.adjoint.op.SiluOp;
import dev.adjoint.op.SoftplusOp;

/** Activation functions of neural networks, element by element. */
public sealed interface ActivationMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** {@code 1 / (1 + e^−x)}. */
    default Tensor sigmoid() {
        return new SigmoidOp().apply(self());
    }

    /** {@code max(0, x)}, with derivative 1 at 0 (PyTorch has 0); {@link ReluOp} takes another. */
    default Tensor relu() {
        return new ReluOp().apply(self());
    }

    /**
     * {@code x} where {@code x ≥ 0}, {@code negativeSlope · x} elsewhere, with derivative 1 at 0; see
     * {@link LeakyReluOp}.
     */
    default Tensor leakyRelu(double negativeSlope) {
        return new LeakyReluOp(negativeSlope).apply(self());
    }

    /** {@code min(max(x, low), high)}, with derivative 0 at the bounds. */
    default Tensor hardtanh(double low, double high) {
        return new ClampOp(low, high, false).apply(self());
    }

    /** {@code min(max(x, 0), 6)}, with derivative 0 at 0 and 6. */
    default Tensor relu6() {
        return hardtanh(0, 6);
    }

    /** {@code min(max(x + 3, 0), 6) / 6}. */
    default Tensor hardsigmoid() {
        return new HardsigmoidOp().apply(self());
    }

    /** {@code x · min(max(x + 3, 0), 6) / 6}; see {@link HardswishOp}. */
    default Tensor hardswish() {
        return new HardswishOp().apply(self());
    }

    /** {@code x} where {@code x ≥ 0}, {@code α (e^x − 1)} elsewhere; see {@link EluOp}. */
    default Tensor elu(double alpha) {
        return new EluOp(alpha, 1, 1).apply(self());
    }

    /** ELU with the constants that keep mean 0 and variance 1; see {@link EluOp}. */
    default Tensor selu() {
        return EluOp.selu().apply(self());
    }

    /** {@code x} where {@code x ≥ 0}, {@code α (e^(x/α) − 1)} elsewhere; see {@link EluOp}. */
    default Tensor celu(double alpha) {
        return EluOp.celu(alpha).apply(self());
    }

    /** {@code ln(1 + e^x)}; x itself from 20 on. */
    default Tensor softplus() {
        return softplus(1, 20);
    }

    /** {@code ln(1 + e^(β·x)) / β}, and x where {@code β·x} is over the threshold; see {@link SoftplusOp}. */
    default Tensor softplus(double beta, double threshold) {
        return new SoftplusOp(beta, threshold).apply(self());
    }

    /** {@code ln(1 / (1 + e^−x))}. */
    default Tensor logSigmoid() {
        return self().neg().softplus(1, Double.POSITIVE_INFINITY).neg();
    }

    /** {@code x / (1 + |x|)}. */
    default Tensor softsign() {
        return self().div(self().abs().add(1));
    }

    /** {@code x · σ(x)}, also called swish. */
    default Tensor silu() {
        return new SiluOp().apply(self());
    }

    /** {@code x · tanh(ln(1 + e^x))}. */
    default Tensor mish() {
        return new MishOp().apply(self());
    }

    /** {@code x · Φ(x)} with the normal distribution function {@code Φ(x) = (1 + erf(x/√2)) / 2}. */
    default Tensor gelu() {
        return new GeluOp().apply(self());
    }

    /** {@code x · (1 + tanh(√(2/π) (x + 0.044715 x³))) / 2}, the approximation of {@link #gelu}. */
    default Tensor geluTanh() {
        return new GeluTanhOp().apply(self());
    }

    /** {@code x − tanh x}. */
    default Tensor tanhshrink() {
        return self().sub(self().tanh());
    }

    /** {@code x − λ} where {@code x > λ}, {@code x + λ} where {@code x < −λ}, 0 between. */
    default Tensor softshrink(double lambda) {
        return new ShrinkOp(lambda, true).apply(self());
    }

    /** {@code x} where {@code |x| > λ}, 0 elsewhere. */
    default Tensor hardshrink(double lambda) {
        return new ShrinkOp(lambda, false).apply(self());
    }

    /** {@code x} where {@code x > 0}, {@code weight · x} elsewhere: one weight, or one per channel, dimension 1. */
    default Tensor prelu(Tensor weight) {
        return Prelu.prelu(self(), weight);
    }
}

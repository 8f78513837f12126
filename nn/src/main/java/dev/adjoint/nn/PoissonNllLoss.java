package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code e^x − t·x} for logarithms x of expected counts and counts t of one shape: the negative log-likelihood of t in
 * a Poisson distribution, but for its term {@code ln t!}.
 *
 * @param logInput whether x is a logarithm; if not, the loss is {@code x − t·ln(x + ε)}
 * @param full whether to add Stirling's approximation of {@code ln t!}, {@code t·ln t − t + ln(2πt)/2}, where {@code t
 *     > 1}
 * @param eps ε, which keeps the logarithm of a count of 0 finite
 * @param reduction what becomes of the losses of single elements
 */
public record PoissonNllLoss(boolean logInput, boolean full, double eps, Reduction reduction) implements Loss {
    /** Makes the loss for logarithms, without Stirling's term, ε = 10⁻⁸, and with the mean. */
    public PoissonNllLoss() {
        this(true, false, 1e-8, Reduction.MEAN);
    }

    /**
     * Checks ε.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public PoissonNllLoss {
        Checks.notNegative("PoissonNllLoss", "eps", eps);
    }

    /** Returns this loss for inputs that are logarithms of expected counts, or not. */
    public PoissonNllLoss withLogInput(boolean other) {
        return new PoissonNllLoss(other, full, eps, reduction);
    }

    /** Returns this loss with or without Stirling's term. */
    public PoissonNllLoss withFull(boolean other) {
        return new PoissonNllLoss(logInput, other, eps, reduction);
    }

    /** Returns this loss with another ε. */
    public PoissonNllLoss withEps(double other) {
        return new PoissonNllLoss(logInput, full, other, reduction);
    }

    /** Returns this loss with another reduction. */
    public PoissonNllLoss withReduction(Reduction other) {
        return new PoissonNllLoss(logInput, full, eps, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("poissonNllLoss", input, target);
        Tensor losses = logInput
                ? input.exp().sub(target.mul(input))
                : input.sub(target.mul(input.add(eps).log()));
        return reduction.apply(full ? losses.add(stirling(target)) : losses);
    }

    private static Tensor stirling(Tensor target) {
        Tensor large = target.gt(1);
        Tensor t = large.where(target, Tensor.scalar(target.dtype(), 1));
        Tensor approximation =
                t.mul(t.log()).sub(t).add(t.mul(2 * Math.PI).log().mul(0.5));
        return large.where(approximation, Tensor.scalar(target.dtype(), 0));
    }
}

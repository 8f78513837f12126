package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code t·(ln t − x)} for log-probabilities x and probabilities t of one shape, 0 where t = 0: the pointwise terms of
 * the Kullback–Leibler divergence of t from e^x. {@link Reduction#BATCH_MEAN} gives that divergence, the mean over the
 * batch; the default is the mean over all elements, as in PyTorch.
 *
 * <p>The gradient of a target 0 is NaN, as in PyTorch.
 *
 * @param logTarget whether targets are given as logarithms: {@code e^t·(t − x)}
 * @param reduction what becomes of the terms
 */
public record KlDivLoss(boolean logTarget, Reduction reduction) implements Loss {
    /** Makes the loss for probabilities as targets and with the mean. */
    public KlDivLoss() {
        this(false, Reduction.MEAN);
    }

    /** Returns this loss for targets that are logarithms of probabilities, or not. */
    public KlDivLoss withLogTarget(boolean other) {
        return new KlDivLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public KlDivLoss withReduction(Reduction other) {
        return new KlDivLoss(logTarget, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("klDiv", input, target);
        return reduction.apply(logTarget ? target.exp().mul(target.sub(input)) : ofProbabilities(input, target));
    }

    private static Tensor ofProbabilities(Tensor input, Tensor target) {
        Tensor zero = Tensor.scalar(target.dtype(), 0);
        Tensor entropy = target.eq(0).where(zero, target.mul(target.log()));
        return entropy.sub(target.mul(input));
    }
}

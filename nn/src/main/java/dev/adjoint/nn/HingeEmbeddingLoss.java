package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code x} where the target is 1, {@code max(0, margin − x)} where it is −1, for distances x of pairs that are alike
 * (1) or not (−1), and targets of the same shape. The derivative at {@code x = margin} is −1.
 *
 * @param margin the distance from which on unlike pairs cost nothing
 * @param reduction what becomes of the losses of single elements
 */
public record HingeEmbeddingLoss(double margin, Reduction reduction) implements Loss {
    /** Makes the loss with margin 1 and the mean. */
    public HingeEmbeddingLoss() {
        this(1, Reduction.MEAN);
    }

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public HingeEmbeddingLoss {
        Checks.finite("HingeEmbeddingLoss", "margin", margin);
    }

    /** Returns this loss with another margin. */
    public HingeEmbeddingLoss withMargin(double other) {
        return new HingeEmbeddingLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public HingeEmbeddingLoss withReduction(Reduction other) {
        return new HingeEmbeddingLoss(margin, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ or a target is neither 1 nor −1
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("hingeEmbeddingLoss", input, target);
        LossChecks.signs("hingeEmbeddingLoss", target);
        return reduction.apply(target.eq(1).where(input, input.rsub(margin).relu()));
    }
}

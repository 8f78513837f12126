package dev.adjoint.nn;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code −w·(p·t·ln σ(x) + (1 − t)·ln(1 − σ(x)))} for logits x and targets t, probabilities, of one shape. Computed
 * from the logits, so that none is too large.
 *
 * @param weight w, broadcast to the input, or null for ones
 * @param posWeight p, the weight of positive targets, broadcast to the input ({@code [classes]} for {@code [n,
 *     classes]}), or null for ones
 * @param reduction what becomes of the losses of single elements
 */
public record BceWithLogitsLoss(
        @Nullable Tensor weight, @Nullable Tensor posWeight, Reduction reduction) implements Loss {
    private static final String NAME = "binaryCrossEntropyWithLogits";

    /** Makes the loss without weights and with the mean. */
    public BceWithLogitsLoss() {
        this(null, null, Reduction.MEAN);
    }

    /** Returns this loss with weights that broadcast to the input. */
    public BceWithLogitsLoss withWeight(@Nullable Tensor other) {
        return new BceWithLogitsLoss(other, posWeight, reduction);
    }

    /** Returns this loss with weights of positive targets that broadcast to the input. */
    public BceWithLogitsLoss withPosWeight(@Nullable Tensor other) {
        return new BceWithLogitsLoss(weight, other, reduction);
    }

    /** Returns this loss with another reduction. */
    public BceWithLogitsLoss withReduction(Reduction other) {
        return new BceWithLogitsLoss(weight, posWeight, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types do not fit
     */
    @Override
    public Tensor apply(Tensor logits, Tensor target) {
        LossChecks.alike(NAME, logits, target);
        Tensor losses = posWeight == null
                ? new BinaryCrossEntropyWithLogitsOp().apply(logits, target)
                : withPosWeight(posWeight, logits, target);
        if (weight != null) {
            LossChecks.weight(NAME, "weight", weight, logits);
            losses = losses.mul(weight);
        }
        return reduction.apply(losses);
    }

    private static Tensor withPosWeight(Tensor posWeight, Tensor logits, Tensor target) {
        LossChecks.weight(NAME, "posWeight", posWeight, logits);
        Tensor ofPositive = target.mul(posWeight).mul(logits.logSigmoid());
        Tensor ofNegative = target.sub(1).mul(logits.neg().logSigmoid());
        return ofNegative.sub(ofPositive);
    }
}

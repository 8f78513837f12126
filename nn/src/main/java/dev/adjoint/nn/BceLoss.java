package dev.adjoint.nn;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code −w·(t·ln x + (1 − t)·ln(1 − x))} for probabilities x and targets t, both in [0, 1] and of one shape. The
 * logarithms are at least −100, so that the loss is finite.
 *
 * <p>{@link BceWithLogitsLoss}, which includes the sigmoid, is more exact near 0 and 1.
 *
 * @param weight w, broadcast to the input, or null for ones
 * @param reduction what becomes of the losses of single elements
 */
public record BceLoss(@Nullable Tensor weight, Reduction reduction) implements Loss {
    private static final String NAME = "binaryCrossEntropy";

    /** Makes the loss without weights and with the mean. */
    public BceLoss() {
        this(null, Reduction.MEAN);
    }

    /** Returns this loss with weights that broadcast to the input. */
    public BceLoss withWeight(@Nullable Tensor other) {
        return new BceLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public BceLoss withReduction(Reduction other) {
        return new BceLoss(weight, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types do not fit or a number is not in [0, 1]
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike(NAME, input, target);
        LossChecks.probabilities(NAME, "the input", input);
        LossChecks.probabilities(NAME, "the target", target);
        Tensor losses = new BinaryCrossEntropyOp().apply(input, target);
        if (weight != null) {
            LossChecks.weight(NAME, "weight", weight, input);
            losses = losses.mul(weight);
        }
        return reduction.apply(losses);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code −w[t]·x[t]}, the negative log-likelihood of class t, for log-probabilities {@code x: [n, classes]}, {@code [n,
 * classes, d…]} or {@code [classes]} as {@code logSoftmax} gives them, and class indices t, {@code INT64}, of that
 * shape without the classes.
 *
 * <p>The mean is that of the targets that are not ignored, weighted: {@code Σ loss / Σ w[t]}, and NaN if all are
 * ignored.
 *
 * @param weight w, one per class, or null for ones
 * @param ignoreIndex targets of this value have loss 0; it need be no class
 * @param reduction what becomes of the losses of single targets
 */
public record NllLoss(@Nullable Tensor weight, long ignoreIndex, Reduction reduction) implements Loss {
    /** Makes the loss without weights, which ignores targets −100 and takes the mean. */
    public NllLoss() {
        this(null, -100, Reduction.MEAN);
    }

    /** Returns this loss with a weight per class, {@code [classes]}. */
    public NllLoss withWeight(@Nullable Tensor other) {
        return new NllLoss(other, ignoreIndex, reduction);
    }

    /** Returns this loss with another value of targets to ignore. */
    public NllLoss withIgnoreIndex(long other) {
        return new NllLoss(weight, other, reduction);
    }

    /** Returns this loss with another reduction. */
    public NllLoss withReduction(Reduction other) {
        return new NllLoss(weight, ignoreIndex, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types do not fit or an index names no class
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        ClassTargets targets = new ClassTargets("nllLoss", input, target, weight, ignoreIndex);
        return targets.reduce(targets.negated(input), reduction);
    }
}

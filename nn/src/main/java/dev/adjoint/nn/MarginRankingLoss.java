package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code max(0, margin − t·(a − b))} for scores a and b of one shape: the target t is 1 where a should be the larger,
 * −1 where b should be. The derivative at the kink is that of the rising side.
 *
 * @param margin by how much the scores should differ
 * @param reduction what becomes of the losses of single pairs
 */
public record MarginRankingLoss(double margin, Reduction reduction) {
    private static final String NAME = "marginRankingLoss";

    /** Makes the loss with margin 0 and the mean. */
    public MarginRankingLoss() {
        this(0, Reduction.MEAN);
    }

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public MarginRankingLoss {
        Checks.finite("MarginRankingLoss", "margin", margin);
    }

    /** Returns this loss with another margin. */
    public MarginRankingLoss withMargin(double other) {
        return new MarginRankingLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public MarginRankingLoss withReduction(Reduction other) {
        return new MarginRankingLoss(margin, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ or a target is neither 1 nor −1
     */
    public Tensor apply(Tensor input1, Tensor input2, Tensor target) {
        LossChecks.alike(NAME, "input1", input1, "input2", input2);
        LossChecks.alike(NAME, "input1", input1, "target", target);
        LossChecks.signs(NAME, target);
        return reduction.apply(input1.sub(input2).mul(target).rsub(margin).relu());
    }
}

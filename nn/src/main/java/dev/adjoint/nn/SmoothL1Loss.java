package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code d²/2β} where {@code |d| < β}, {@code |d| − β/2} elsewhere, with {@code d = x − t} for inputs x and targets t
 * of one shape: {@link HuberLoss} divided by β. For β = 0 it is {@link L1Loss}.
 *
 * <p>Source: R. Girshick, "Fast R-CNN", 2015.
 *
 * @param beta β, where the parabola ends
 * @param reduction what becomes of the losses of single elements
 */
public record SmoothL1Loss(double beta, Reduction reduction) implements Loss {
    /** Makes the loss with β = 1 and the mean. */
    public SmoothL1Loss() {
        this(1, Reduction.MEAN);
    }

    /**
     * Checks β.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public SmoothL1Loss {
        Checks.notNegative("SmoothL1Loss", "beta", beta);
    }

    /** Returns this loss with another β. */
    public SmoothL1Loss withBeta(double other) {
        return new SmoothL1Loss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public SmoothL1Loss withReduction(Reduction other) {
        return new SmoothL1Loss(beta, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("smoothL1Loss", input, target);
        Tensor d = input.sub(target);
        return reduction.apply(beta == 0 ? d.abs() : new HuberOp(beta, 1).apply(d));
    }
}

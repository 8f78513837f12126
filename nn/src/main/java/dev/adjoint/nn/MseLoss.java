package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code (x − t)²} for inputs x and targets t of one shape.
 *
 * @param reduction what becomes of the squares
 */
public record MseLoss(Reduction reduction) implements Loss {
    /** Makes the loss with the mean of the squares. */
    public MseLoss() {
        this(Reduction.MEAN);
    }

    /** Returns this loss with another reduction. */
    public MseLoss withReduction(Reduction other) {
        return new MseLoss(other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("mseLoss", input, target);
        return reduction.apply(input.sub(target).square());
    }
}

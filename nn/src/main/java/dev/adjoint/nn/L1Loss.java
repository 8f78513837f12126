package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code |x − t|} for inputs x and targets t of one shape, with derivative 0 where they are equal.
 *
 * @param reduction what becomes of the distances
 */
public record L1Loss(Reduction reduction) implements Loss {
    /** Makes the loss with the mean of the distances. */
    public L1Loss() {
        this(Reduction.MEAN);
    }

    /** Returns this loss with another reduction. */
    public L1Loss withReduction(Reduction other) {
        return new L1Loss(other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("l1Loss", input, target);
        return reduction.apply(input.sub(target).abs());
    }
}

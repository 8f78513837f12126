package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code d²/2} where {@code |d| < δ}, {@code δ·(|d| − δ/2)} elsewhere, with {@code d = x − t} for inputs x and targets
 * t of one shape: outliers pull with a force of at most δ.
 *
 * <p>Source: P. J. Huber, "Robust estimation of a location parameter", 1964.
 *
 * @param delta δ, where the parabola ends
 * @param reduction what becomes of the losses of single elements
 */
public record HuberLoss(double delta, Reduction reduction) implements Loss {
    /** Makes the loss with δ = 1 and the mean. */
    public HuberLoss() {
        this(1, Reduction.MEAN);
    }

    /**
     * Checks δ.
     *
     * @throws IllegalArgumentException if it is not finite and positive
     */
    public HuberLoss {
        if (!(delta > 0 && delta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("HuberLoss: delta must be finite and > 0, got " + delta);
        }
    }

    /** Returns this loss with another δ. */
    public HuberLoss withDelta(double other) {
        return new HuberLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public HuberLoss withReduction(Reduction other) {
        return new HuberLoss(delta, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types differ
     */
    @Override
    public Tensor apply(Tensor input, Tensor target) {
        LossChecks.alike("huberLoss", input, target);
        return reduction.apply(new HuberOp(delta, delta).apply(input.sub(target)));
    }
}

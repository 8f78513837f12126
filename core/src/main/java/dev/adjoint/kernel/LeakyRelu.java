package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/**
 * {@code x} where {@code x ≥ 0}, {@code negativeSlope · x} elsewhere, for a finite slope.
 *
 * <p>Written as {@code max(x, 0) + negativeSlope · min(x, 0)}, which HotSpot turns into vectors, as it does not a
 * choice: one of the two terms is a zero, so the other is not rounded again.
 *
 * @param negativeSlope the factor of negative numbers
 */
public record LeakyRelu(double negativeSlope) implements UnaryFunction {
    @Override
    public double apply(double x) {
        return Math.max(x, -0.0) + negativeSlope * Math.min(x, 0);
    }

    @Override
    public float apply(float x) {
        return Math.max(x, -0f) + (float) negativeSlope * Math.min(x, 0);
    }
}

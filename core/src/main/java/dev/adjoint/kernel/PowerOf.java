package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/**
 * {@code x^exponent} for one exponent.
 *
 * @param exponent the exponent
 */
public record PowerOf(double exponent) implements UnaryFunction {
    @Override
    public double apply(double x) {
        return DoubleMath.pow(x, exponent);
    }

    @Override
    public float apply(float x) {
        return FloatMath.pow(x, (float) exponent);
    }
}

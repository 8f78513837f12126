package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/**
 * {@code 1} where x > 0, {@code atZero} where x = ±0, {@code below} elsewhere, NaN included: the derivative of the
 * rectifiers.
 *
 * @param below the value for negative x and NaN
 * @param atZero the value at the kink
 */
public record UnitStep(double below, double atZero) implements UnaryFunction {
    @Override
    public double apply(double x) {
        return x > 0 ? 1 : x == 0 ? atZero : below;
    }

    @Override
    public float apply(float x) {
        return x > 0 ? 1 : x == 0 ? (float) atZero : (float) below;
    }
}

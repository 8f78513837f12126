package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/** {@code max(x, 0)}, NaN for NaN. */
public enum Relu implements UnaryFunction {
    /** The function. */
    RELU;

    @Override
    public double apply(double x) {
        return Math.max(x, 0);
    }

    @Override
    public float apply(float x) {
        return Math.max(x, 0);
    }
}

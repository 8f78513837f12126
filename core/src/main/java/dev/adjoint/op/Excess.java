package dev.adjoint.op;

import dev.adjoint.function.BinaryFunction;

/** The share of the gradient that goes to a where the larger of a and b was taken: 1, 0, or ½ for a tie. */
enum Excess implements BinaryFunction {
    SHARE;

    @Override
    public double apply(double a, double b) {
        return a > b ? 1 : a == b ? 0.5 : 0;
    }

    @Override
    public float apply(float a, float b) {
        return a > b ? 1 : a == b ? 0.5f : 0;
    }
}

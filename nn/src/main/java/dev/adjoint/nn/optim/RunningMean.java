package dev.adjoint.nn.optim;

import dev.adjoint.function.BinaryFunction;

/** {@code m += (1 − beta) · (d − m)}: the running mean of a direction. */
record RunningMean(double beta) implements BinaryFunction {
    @Override
    public double apply(double m, double d) {
        return Math.fma(1 - beta, d - m, m);
    }

    @Override
    public float apply(float m, float d) {
        return Math.fma((float) (1 - beta), d - m, m);
    }
}

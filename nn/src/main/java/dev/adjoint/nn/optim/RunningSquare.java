package dev.adjoint.nn.optim;

import dev.adjoint.function.BinaryFunction;

/** {@code v = beta · v + (1 − beta) · d²}: the running mean of the square of a direction. */
record RunningSquare(double beta) implements BinaryFunction {
    @Override
    public double apply(double v, double d) {
        return Math.fma((1 - beta) * d, d, beta * v);
    }

    @Override
    public float apply(float v, float d) {
        return Math.fma((float) (1 - beta) * d, d, (float) beta * v);
    }
}

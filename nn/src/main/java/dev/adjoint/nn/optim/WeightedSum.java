package dev.adjoint.nn.optim;

import dev.adjoint.function.BinaryFunction;

/** {@code a = kept · a + weight · b}: velocities, and steps along a direction. */
record WeightedSum(double kept, double weight) implements BinaryFunction {
    @Override
    public double apply(double a, double b) {
        return Math.fma(weight, b, kept * a);
    }

    @Override
    public float apply(float a, float b) {
        return Math.fma((float) weight, b, (float) kept * a);
    }
}

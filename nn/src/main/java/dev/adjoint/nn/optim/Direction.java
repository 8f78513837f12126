package dev.adjoint.nn.optim;

import dev.adjoint.function.BinaryFunction;

/**
 * {@code sign · g + weightDecay · p}: the direction against which an optimiser moves a parameter p with gradient g.
 *
 * @param sign 1 to minimise, −1 to maximise
 * @param weightDecay the factor of the L2 penalty {@code weightDecay/2 · p²}
 */
record Direction(double sign, double weightDecay) implements BinaryFunction {
    static final Direction DOWNHILL = new Direction(1, 0);

    Direction withMaximize(boolean maximize) {
        return new Direction(maximize ? -1 : 1, weightDecay);
    }

    Direction withWeightDecay(double weightDecay) {
        return new Direction(sign, weightDecay);
    }

    @Override
    public double apply(double g, double p) {
        return Math.fma(weightDecay, p, sign * g);
    }

    @Override
    public float apply(float g, float p) {
        return Math.fma((float) weightDecay, p, (float) sign * g);
    }
}

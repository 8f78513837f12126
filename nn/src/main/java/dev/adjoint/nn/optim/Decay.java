package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;

/**
 * {@code d = sign · g + weightDecay · p}: the direction against which a parameter p with gradient g moves.
 *
 * @param sign 1 to descend, −1 to climb
 * @param weightDecay the factor of the L2 penalty {@code weightDecay/2 · p²}
 */
record Decay(double sign, double weightDecay) implements BinaryFunction {
    /** Returns the direction by the settings of a group; where they change nothing, the gradient itself. */
    static Tensor direction(ParameterGroup group, Tensor parameter, Tensor gradient) {
        boolean up = group.is(Setting.MAXIMIZE);
        double decay = group.is(Setting.DECOUPLED_WEIGHT_DECAY) ? 0 : group.get(Setting.WEIGHT_DECAY);
        if (decay != 0) {
            return gradient.zip(parameter, new Decay(up ? -1 : 1, decay));
        }
        return up ? gradient.neg() : gradient;
    }

    /** Returns the part of the parameter that a decoupled decay keeps, {@code 1 − lr · weightDecay}; 1 without one. */
    static double kept(ParameterGroup group) {
        return group.is(Setting.DECOUPLED_WEIGHT_DECAY) ? 1 - group.lr() * group.get(Setting.WEIGHT_DECAY) : 1;
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

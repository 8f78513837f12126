package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * {@code p −= lr · d / (√v + eps)} with the running mean of the squared gradient.
 *
 * <p>{@code d = g + weightDecay · p} and {@code v = α·v + (1 − α)·d²}, from 0. Centred, {@code v − m²} takes the place
 * of v, with {@code m += (1 − α)(d − m)}; where rounding makes it negative it is 0 (PyTorch makes NaN of that). With
 * momentum, {@code p −= lr · b} with {@code b = momentum · b + d / (√v + eps)}.
 *
 * <p>Source: T. Tieleman, G. Hinton, Neural Networks for Machine Learning, lecture 6.5, 2012; centred: A. Graves,
 * Generating Sequences With Recurrent Neural Networks, 2013, section 4.2.
 */
public final class RmsProp extends FirstOrderOptimizer<RmsProp> {
    private static final Setting ALPHA = Setting.inUnitInterval("alpha");
    private static final Setting CENTERED = Setting.flag("centered");

    private static final Slot SQUARE = Slot.tensor("square_avg");
    private static final Slot MEAN = Slot.tensor("grad_avg", CENTERED);
    private static final Slot VELOCITY = Slot.tensor("momentum_buffer", Setting.MOMENTUM);

    /** Makes RMSprop with learning rate 0.01. */
    public RmsProp(Collection<Tensor> parameters) {
        this(parameters, 1e-2);
    }

    /**
     * Makes RMSprop with α = 0.99, eps = 10⁻⁸, not centred, without momentum and weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public RmsProp(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                List.of(SQUARE, MEAN, VELOCITY),
                Setting.LR.of(lr),
                ALPHA.of(0.99),
                Setting.EPS.of(1e-8),
                Setting.MOMENTUM.of(0),
                CENTERED.of(false));
    }

    /**
     * Sets α, the rate at which the running means decay, 0.99 at first.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public RmsProp alpha(double alpha) {
        return set(ALPHA, alpha);
    }

    /**
     * Sets the number that keeps the denominator from 0, 10⁻⁸ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public RmsProp eps(double eps) {
        return set(Setting.EPS, eps);
    }

    /**
     * Sets the momentum, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public RmsProp momentum(double momentum) {
        return set(Setting.MOMENTUM, momentum);
    }

    /** Divides by the standard deviation of the gradient instead of its root mean square, or no longer. */
    public RmsProp centered(boolean centered) {
        return set(CENTERED, centered);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double alpha = group.get(ALPHA);
        double eps = group.get(Setting.EPS);
        double momentum = group.get(Setting.MOMENTUM);
        boolean centered = group.is(CENTERED);
        return (state, p, d) -> {
            state.nextStep();
            Tensor v = state.get(SQUARE);
            v.update(new RunningSquare(alpha), d);
            if (centered) {
                Tensor m = state.get(MEAN);
                m.update(new RunningMean(alpha), d);
                v = v.zip(m, Variance.OF_TWO);
            }
            if (momentum == 0) {
                p.update(new AdaptiveStep(lr, eps), d, v);
            } else {
                Tensor b = state.get(VELOCITY);
                b.update(new Velocity(momentum, eps), d, v);
                p.update(new WeightedSum(1, -lr), b);
            }
        };
    }

    @Override
    protected String kind() {
        return "RMSprop";
    }

    /** {@code max(0, v − m²)}. */
    private enum Variance implements BinaryFunction {
        OF_TWO;

        @Override
        public double apply(double v, double m) {
            return Math.max(0, v - m * m);
        }

        @Override
        public float apply(float v, float m) {
            return Math.max(0, v - m * m);
        }
    }

    /** {@code b = momentum · b + d / (√v + eps)}. */
    private record Velocity(double momentum, double eps) implements TernaryFunction {
        @Override
        public double apply(double b, double d, double v) {
            return momentum * b + d / (Math.sqrt(v) + eps);
        }

        @Override
        public float apply(float b, float d, float v) {
            return (float) momentum * b + d / ((float) Math.sqrt(v) + (float) eps);
        }
    }
}

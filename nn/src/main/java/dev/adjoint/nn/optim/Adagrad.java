package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * {@code p −= lr / (1 + (t − 1) · lrDecay) · d / (√s + eps)} with the sum of all squared gradients.
 *
 * <p>{@code d = g + weightDecay · p} and {@code s += d²}, from the initial value on, at the t-th step of the parameter.
 *
 * <p>Source: J. Duchi, E. Hazan, Y. Singer, Adaptive Subgradient Methods for Online Learning and Stochastic
 * Optimization, JMLR 12, 2011; the decay of the learning rate is PyTorch's.
 */
public final class Adagrad extends FirstOrderOptimizer<Adagrad> {
    private static final Setting LR_DECAY = Setting.notNegative("lr_decay");
    private static final Setting INITIAL_SUM = Setting.notNegative("initial_accumulator_value");

    private static final Slot SUM = Slot.tensor("sum");

    /** Makes Adagrad with learning rate 0.01. */
    public Adagrad(Collection<Tensor> parameters) {
        this(parameters, 1e-2);
    }

    /**
     * Makes Adagrad with eps = 10⁻¹⁰, sums from 0, without decay of the learning rate or of weights.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public Adagrad(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                List.of(SUM),
                Setting.LR.of(lr),
                LR_DECAY.of(0),
                INITIAL_SUM.of(0),
                Setting.EPS.of(1e-10));
    }

    /**
     * Sets how fast the learning rate falls with the steps, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adagrad lrDecay(double lrDecay) {
        return set(LR_DECAY, lrDecay);
    }

    /**
     * Sets the value from which the sums of squares start at the first step of a parameter, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adagrad initialAccumulatorValue(double initial) {
        return set(INITIAL_SUM, initial);
    }

    /**
     * Sets the number that keeps the denominator from 0, 10⁻¹⁰ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adagrad eps(double eps) {
        return set(Setting.EPS, eps);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double lrDecay = group.get(LR_DECAY);
        double initialSum = group.get(INITIAL_SUM);
        double eps = group.get(Setting.EPS);
        return (state, p, d) -> {
            long t = state.nextStep();
            Tensor s = state.get(SUM, initialSum);
            s.update(AddSquare.OF_TWO, d);
            p.update(new AdaptiveStep(lr / (1 + (t - 1) * lrDecay), eps), d, s);
        };
    }

    /** {@code s += d²}. */
    private enum AddSquare implements BinaryFunction {
        OF_TWO;

        @Override
        public double apply(double s, double d) {
            return Math.fma(d, d, s);
        }

        @Override
        public float apply(float s, float d) {
            return Math.fma(d, d, s);
        }
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * {@code p −= lr · m̂ / (√v̂ + eps)} with running means of the gradient and of its square.
 *
 * <p>{@code d = g + weightDecay · p}, {@code m += (1 − β₁)(d − m)}, {@code v = β₂·v + (1 − β₂)·d²}, both from 0;
 * {@code m̂ = m / (1 − β₁ᵗ)} and {@code v̂ = v / (1 − β₂ᵗ)} at the t-th step of the parameter. AMSGrad takes the
 * largest v so far.
 *
 * <p>Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1; S. Reddi et al., On
 * the Convergence of Adam and Beyond, ICLR 2018.
 */
public final class Adam extends MomentOptimizer<Adam> {
    static final Setting AMSGRAD = Setting.flag("amsgrad");

    private static final Slot LARGEST_SQUARE = Slot.tensor("max_exp_avg_sq", AMSGRAD);

    static final List<Slot> SLOTS = List.of(MEAN, SQUARE, LARGEST_SQUARE);

    /** Makes Adam with learning rate 0.001. */
    public Adam(Collection<Tensor> parameters) {
        this(parameters, 1e-3);
    }

    /**
     * Makes Adam with β = (0.9, 0.999), eps = 10⁻⁸ and no weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public Adam(Collection<Tensor> parameters, double lr) {
        super(parameters, lr, SLOTS, AMSGRAD.of(false), Setting.DECOUPLED_WEIGHT_DECAY.of(false));
    }

    /** Divides by the root of the largest v so far, or no longer. */
    public Adam amsgrad(boolean amsgrad) {
        return set(AMSGRAD, amsgrad);
    }

    /** Takes the weight decay from the parameter, {@code p −= lr · weightDecay · p}, as {@link AdamW}, or no longer. */
    public Adam decoupledWeightDecay(boolean decoupled) {
        return set(Setting.DECOUPLED_WEIGHT_DECAY, decoupled);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        return step(group);
    }

    /** Returns the step of Adam and AdamW. */
    static Rule step(ParameterGroup group) {
        double lr = group.lr();
        double beta1 = group.get(Setting.BETA1);
        double beta2 = group.get(Setting.BETA2);
        double eps = group.get(Setting.EPS);
        double kept = Decay.kept(group);
        boolean amsgrad = group.is(AMSGRAD);
        return (state, p, d) -> {
            long t = state.nextStep();
            Tensor m = state.get(MEAN);
            Tensor v = state.get(SQUARE);
            m.update(new RunningMean(beta1), d);
            v.update(new RunningSquare(beta2), d);
            if (amsgrad) {
                Tensor largest = state.get(LARGEST_SQUARE);
                largest.update(Larger.OF_TWO, v);
                v = largest;
            }
            double size = lr / (1 - StrictMath.pow(beta1, t));
            double rootOfCorrection = Math.sqrt(1 - StrictMath.pow(beta2, t));
            p.update(new AdaptiveStep(kept, size, rootOfCorrection, eps), m, v);
        };
    }

    /** {@code max(a, b)}. */
    private enum Larger implements BinaryFunction {
        OF_TWO;

        @Override
        public double apply(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Math.max(a, b);
        }
    }
}

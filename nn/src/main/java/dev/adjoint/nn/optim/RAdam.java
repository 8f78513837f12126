package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * Adam that trusts v only once it has seen enough: {@code p −= lr · r · m̂ · √(1 − β₂ᵗ) / (√v + eps)} if ρ > 5, before
 * that {@code p −= lr · m̂}.
 *
 * <p>d, m, v and m̂ are those of {@link Adam}. {@code ρ∞ = 2/(1 − β₂) − 1}, {@code ρ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ)} at the
 * t-th step of the parameter, and {@code r = √((ρ−4)(ρ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρ))}.
 *
 * <p>Source: L. Liu et al., On the Variance of the Adaptive Learning Rate and Beyond, ICLR 2020, algorithm 2; the bound
 * of 5, not 4, is PyTorch's.
 */
public final class RAdam extends MomentOptimizer<RAdam> {
    /** Makes RAdam with learning rate 0.001. */
    public RAdam(Collection<Tensor> parameters) {
        this(parameters, 1e-3);
    }

    /**
     * Makes RAdam with β = (0.9, 0.999), eps = 10⁻⁸ and no weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public RAdam(Collection<Tensor> parameters, double lr) {
        super(parameters, lr, List.of(MEAN, SQUARE), Setting.DECOUPLED_WEIGHT_DECAY.of(false));
    }

    /** Takes the weight decay from the parameter, {@code p −= lr · weightDecay · p}, or no longer. */
    public RAdam decoupledWeightDecay(boolean decoupled) {
        return set(Setting.DECOUPLED_WEIGHT_DECAY, decoupled);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double beta1 = group.get(Setting.BETA1);
        double beta2 = group.get(Setting.BETA2);
        double eps = group.get(Setting.EPS);
        double kept = Decay.kept(group);
        return (state, p, d) -> {
            long t = state.nextStep();
            Tensor m = state.get(MEAN);
            Tensor v = state.get(SQUARE);
            m.update(new RunningMean(beta1), d);
            v.update(new RunningSquare(beta2), d);

            double size = lr / (1 - StrictMath.pow(beta1, t));
            double forgotten = StrictMath.pow(beta2, t);
            double limit = 2 / (1 - beta2) - 1;
            double rho = limit - 2 * t * forgotten / (1 - forgotten);
            if (rho > 5) {
                double rectified = size * rectification(rho, limit) * Math.sqrt(1 - forgotten);
                p.update(new AdaptiveStep(kept, rectified, 1, eps), m, v);
            } else {
                p.update(new WeightedSum(kept, -size), m);
            }
        };
    }

    private static double rectification(double rho, double limit) {
        return Math.sqrt((rho - 4) * (rho - 2) * limit / ((limit - 4) * (limit - 2) * rho));
    }
}

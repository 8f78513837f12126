package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.List;

/**
 * Adam with Nesterov's momentum: {@code p −= lr · ((1 − μ)/(1 − Πμ) · d + μ'/(1 − Πμ·μ') · m) / (√v̂ + eps)}.
 *
 * <p>d, m, v and v̂ are those of {@link Adam}; {@code μ = β₁ · (1 − 0.96^(t · momentumDecay) / 2)} at the t-th step of
 * the parameter, μ' that of the next step, and Πμ the product of all μ up to now, in single precision as in PyTorch.
 *
 * <p>Source: T. Dozat, Incorporating Nesterov Momentum into Adam, ICLR workshop 2016.
 */
public final class NAdam extends MomentOptimizer<NAdam> {
    private static final Setting MOMENTUM_DECAY = Setting.notNegative("momentum_decay");

    private static final Slot MU_PRODUCT = Slot.number("mu_product");

    /** Makes NAdam with learning rate 0.002. */
    public NAdam(Collection<Tensor> parameters) {
        this(parameters, 2e-3);
    }

    /**
     * Makes NAdam with β = (0.9, 0.999), eps = 10⁻⁸, momentum decay 0.004 and no weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public NAdam(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                lr,
                List.of(MEAN, SQUARE, MU_PRODUCT),
                MOMENTUM_DECAY.of(4e-3),
                Setting.DECOUPLED_WEIGHT_DECAY.of(false));
    }

    /**
     * Sets how fast the momentum comes near β₁, 0.004 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public NAdam momentumDecay(double momentumDecay) {
        return set(MOMENTUM_DECAY, momentumDecay);
    }

    /** Takes the weight decay from the parameter, {@code p −= lr · weightDecay · p}, or no longer. */
    public NAdam decoupledWeightDecay(boolean decoupled) {
        return set(Setting.DECOUPLED_WEIGHT_DECAY, decoupled);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double beta1 = group.get(Setting.BETA1);
        double beta2 = group.get(Setting.BETA2);
        double eps = group.get(Setting.EPS);
        double momentumDecay = group.get(MOMENTUM_DECAY);
        double kept = Decay.kept(group);
        return (state, p, d) -> {
            long t = state.nextStep();
            Tensor m = state.get(MEAN);
            Tensor v = state.get(SQUARE);
            m.update(new RunningMean(beta1), d);
            v.update(new RunningSquare(beta2), d);

            double mu = mu(beta1, t, momentumDecay);
            double next = mu(beta1, t + 1, momentumDecay);
            Tensor product = state.get(MU_PRODUCT, 1);
            product.update(x -> (float) x * (float) mu);
            double ofGradient = lr * (1 - mu) / (1 - product.item());
            double ofMean = lr * next / (1 - product.item() * next);
            double rootOfCorrection = Math.sqrt(1 - StrictMath.pow(beta2, t));
            p.update(new AdaptiveStep(kept, ofGradient, rootOfCorrection, eps), d, v);
            p.update(new AdaptiveStep(1, ofMean, rootOfCorrection, eps), m, v);
        };
    }

    private static double mu(double beta1, long t, double momentumDecay) {
        return beta1 * (1 - 0.5 * StrictMath.pow(0.96, t * momentumDecay));
    }
}

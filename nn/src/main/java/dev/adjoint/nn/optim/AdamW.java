package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.Collection;

/**
 * {@link Adam} with the weight decay decoupled from the gradient: {@code p = (1 − lr · weightDecay) · p} before a step
 * of Adam without weight decay.
 *
 * <p>Source: I. Loshchilov, F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019, algorithm 2.
 */
public final class AdamW extends MomentOptimizer<AdamW> {
    /** Makes AdamW with learning rate 0.001. */
    public AdamW(Collection<Tensor> parameters) {
        this(parameters, 1e-3);
    }

    /**
     * Makes AdamW with β = (0.9, 0.999), eps = 10⁻⁸ and weight decay 0.01.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public AdamW(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                lr,
                Adam.SLOTS,
                Setting.WEIGHT_DECAY.of(0.01),
                Adam.AMSGRAD.of(false),
                Setting.DECOUPLED_WEIGHT_DECAY.of(true));
    }

    /** Divides by the root of the largest v so far, or no longer. */
    public AdamW amsgrad(boolean amsgrad) {
        return set(Adam.AMSGRAD, amsgrad);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        return Adam.step(group);
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.TernaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * Stochastic gradient descent, {@code p −= lr · d} with {@code d = g + weightDecay · p} for the gradient g.
 *
 * <p>With momentum, {@code p −= lr · v} with the velocity {@code v = momentum · v + (1 − dampening) · d}, which starts
 * as the first d. With Nesterov's, {@code p −= lr · (d + momentum · v)}.
 *
 * <p>Source: I. Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013; the
 * formulas are PyTorch's, where the learning rate is outside of the velocity.
 */
public final class Sgd extends FirstOrderOptimizer<Sgd> {
    private static final Setting DAMPENING = Setting.finite("dampening");
    private static final Setting NESTEROV = Setting.flag("nesterov");

    private static final Slot VELOCITY = Slot.tensor("momentum_buffer");

    /**
     * Makes plain gradient descent; the methods below add to it.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public Sgd(Collection<Tensor> parameters, double lr) {
        super(
                parameters,
                List.of(VELOCITY),
                Setting.LR.of(lr),
                Setting.MOMENTUM.of(0),
                DAMPENING.of(0),
                NESTEROV.of(false));
    }

    /**
     * Sets the momentum, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Sgd momentum(double momentum) {
        return set(Setting.MOMENTUM, momentum);
    }

    /**
     * Sets the dampening, 0 at first.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Sgd dampening(double dampening) {
        return set(DAMPENING, dampening);
    }

    /** Turns Nesterov's momentum on or off; it needs a momentum and no dampening. */
    public Sgd nesterov(boolean nesterov) {
        return set(NESTEROV, nesterov);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double momentum = group.get(Setting.MOMENTUM);
        double dampening = group.get(DAMPENING);
        boolean nesterov = group.is(NESTEROV);
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalStateException("Sgd: nesterov needs a momentum > 0 and dampening 0, got momentum "
                    + momentum + " and dampening " + dampening);
        }
        return (state, p, d) -> {
            if (momentum == 0) {
                p.update(new WeightedSum(1, -lr), d);
                return;
            }
            Tensor v = state.get(VELOCITY);
            if (state.nextStep() == 1) {
                v.copyFrom(d);
            } else {
                v.update(new WeightedSum(momentum, 1 - dampening), d);
            }
            if (nesterov) {
                p.update(new NesterovStep(lr, momentum), d, v);
            } else {
                p.update(new WeightedSum(1, -lr), v);
            }
        };
    }

    @Override
    protected String kind() {
        return "SGD";
    }

    /** {@code p −= lr · (d + momentum · v)}. */
    private record NesterovStep(double lr, double momentum) implements TernaryFunction {
        @Override
        public double apply(double p, double d, double v) {
            return Math.fma(-lr, Math.fma(momentum, v, d), p);
        }

        @Override
        public float apply(float p, float d, float v) {
            return Math.fma((float) -lr, Math.fma((float) momentum, v, d), p);
        }
    }
}

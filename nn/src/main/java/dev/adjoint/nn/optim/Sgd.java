package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.nn.internal.Checks;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Stochastic gradient descent, {@code p −= lr · d} with {@code d = g + weightDecay · p} for the gradient g.
 *
 * <p>With momentum, {@code p −= lr · v} with the velocity {@code v = momentum · v + (1 − dampening) · d}, which starts
 * as the first d. With Nesterov's, {@code p −= lr · (d + momentum · v)}.
 *
 * <p>Source: I. Sutskever et al., On the importance of initialization and momentum in deep learning, ICML 2013; the
 * formulas are PyTorch's, where the learning rate is outside of the velocity.
 */
public final class Sgd extends Optimizer {
    private final @Nullable Tensor[] velocities;
    private Direction direction = Direction.DOWNHILL;
    private double momentum;
    private double dampening;
    private boolean nesterov;

    /**
     * Makes plain gradient descent; the methods below add to it.
     *
     * @throws IllegalArgumentException as {@link Optimizer#Optimizer} does
     */
    public Sgd(Collection<Tensor> parameters, double lr) {
        super(parameters, lr);
        velocities = new @Nullable Tensor[parameters.size()];
    }

    /**
     * Sets the momentum, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Sgd momentum(double momentum) {
        Checks.notNegative("Sgd", "momentum", momentum);
        this.momentum = momentum;
        return this;
    }

    /**
     * Sets the dampening, 0 at first.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public Sgd dampening(double dampening) {
        Checks.finite("Sgd", "dampening", dampening);
        this.dampening = dampening;
        return this;
    }

    /** Turns Nesterov's momentum on or off; it needs a momentum and no dampening. */
    public Sgd nesterov(boolean nesterov) {
        this.nesterov = nesterov;
        return this;
    }

    /**
     * Sets the weight decay, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Sgd weightDecay(double weightDecay) {
        Checks.notNegative("Sgd", "weightDecay", weightDecay);
        direction = direction.withWeightDecay(weightDecay);
        return this;
    }

    /** Climbs instead of descending, or no longer. */
    public Sgd maximize(boolean maximize) {
        direction = direction.withMaximize(maximize);
        return this;
    }

    @Override
    protected void checkSettings() {
        if (nesterov && (momentum == 0 || dampening != 0)) {
            throw new IllegalStateException("Sgd: nesterov needs a momentum > 0 and dampening 0, got momentum "
                    + momentum + " and dampening " + dampening);
        }
    }

    @Override
    protected void update(int i, Tensor parameter, Tensor gradient) {
        if (momentum == 0) {
            parameter.update(new Step(lr(), direction), gradient);
            return;
        }
        Tensor velocity = velocity(i, parameter, gradient);
        if (nesterov) {
            parameter.update(new NesterovStep(lr(), momentum, direction), gradient, velocity);
        } else {
            parameter.update(new Step(lr(), Direction.DOWNHILL), velocity);
        }
    }

    private Tensor velocity(int i, Tensor parameter, Tensor gradient) {
        Tensor velocity = velocities[i];
        if (velocity == null) {
            velocity = Tensor.zeros(parameter.dtype(), parameter.shape());
            velocities[i] = velocity;
            velocity.update(new Velocity(0, 1, direction), gradient, parameter);
        } else {
            velocity.update(new Velocity(momentum, 1 - dampening, direction), gradient, parameter);
        }
        return velocity;
    }

    /** {@code v = momentum · v + gain · d}. */
    private record Velocity(double momentum, double gain, Direction d) implements TernaryFunction {
        @Override
        public double apply(double v, double g, double p) {
            return Math.fma(gain, d.apply(g, p), momentum * v);
        }

        @Override
        public float apply(float v, float g, float p) {
            return Math.fma((float) gain, d.apply(g, p), (float) momentum * v);
        }
    }

    /** {@code p −= lr · d}. */
    private record Step(double lr, Direction d) implements BinaryFunction {
        @Override
        public double apply(double p, double g) {
            return Math.fma(-lr, d.apply(g, p), p);
        }

        @Override
        public float apply(float p, float g) {
            return Math.fma((float) -lr, d.apply(g, p), p);
        }
    }

    /** {@code p −= lr · (d + momentum · v)}. */
    private record NesterovStep(double lr, double momentum, Direction d) implements TernaryFunction {
        @Override
        public double apply(double p, double g, double v) {
            return Math.fma(-lr, Math.fma(momentum, v, d.apply(g, p)), p);
        }

        @Override
        public float apply(float p, float g, float v) {
            return Math.fma((float) -lr, Math.fma((float) momentum, v, d.apply(g, p)), p);
        }
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Changes parameters along their gradients, in place.
 *
 * <pre>{@code
 * Optimizer optimizer = new Sgd(net.parameters(), 0.1).momentum(0.9);
 * optimizer.zeroGrad();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 */
public abstract class Optimizer {
    private final List<Tensor> parameters;
    private double lr;

    /**
     * For subclasses.
     *
     * @param lr the learning rate
     * @throws IllegalArgumentException if there are no parameters, one is there twice or is no leaf that requires
     *     gradients, or the learning rate is negative or not finite
     */
    protected Optimizer(Collection<Tensor> parameters, double lr) {
        this.parameters = List.copyOf(parameters);
        if (this.parameters.isEmpty()) {
            throw new IllegalArgumentException(name() + ": there are no parameters to optimise");
        }
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Tensor parameter : this.parameters) {
            if (!parameter.isLeaf() || !parameter.requiresGrad()) {
                throw new IllegalArgumentException(
                        name() + ": a parameter must be a leaf that requires gradients, that of" + " shape "
                                + parameter.shape() + " is not");
            }
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException(
                        name() + ": the parameter of shape " + parameter.shape() + " is there twice");
            }
        }
        setLr(lr);
    }

    /** Returns the name for messages. */
    private String name() {
        return getClass().getSimpleName();
    }

    /** Returns the parameters. */
    public final List<Tensor> parameters() {
        return parameters;
    }

    /** Returns the learning rate. */
    public final double lr() {
        return lr;
    }

    /**
     * Changes the learning rate from the next step on.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final void setLr(double lr) {
        Checks.notNegative(name(), "the learning rate", lr);
        this.lr = lr;
    }

    /** Resets the gradients of the parameters. */
    public final void zeroGrad() {
        parameters.forEach(Tensor::zeroGrad);
    }

    /**
     * Changes each parameter that has a gradient; the others stay, and so does what is kept about them.
     *
     * @throws IllegalStateException if the settings contradict each other
     */
    public final void step() {
        checkSettings();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (int i = 0; i < parameters.size(); i++) {
                Tensor parameter = parameters.get(i);
                Tensor gradient = parameter.grad();
                if (gradient != null) {
                    update(i, parameter, gradient);
                }
            }
        }
    }

    /** Throws {@link IllegalStateException} if settings contradict each other; by default none do. */
    protected void checkSettings() {}

    /**
     * Changes one parameter; runs with recording off.
     *
     * @param i its place among the parameters, to find what is kept about it
     */
    protected abstract void update(int i, Tensor parameter, Tensor gradient);
}

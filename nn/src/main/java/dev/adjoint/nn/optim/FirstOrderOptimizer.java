package dev.adjoint.nn.optim;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * An optimiser that changes each parameter on its own, by its gradient and what it keeps about it.
 *
 * <p>Methods that change a setting act on the group added last, and a new group starts with the settings of the one
 * before:
 *
 * <pre>{@code
 * new Sgd(body.parameters(), 0.1).momentum(0.9).addGroup(head.parameters()).lr(0.01)
 * }</pre>
 *
 * <p>A subclass gives the {@link Setting}s and {@link Slot}s it needs and the {@link Rule} of its step; groups, states,
 * weight decay, saving, loading and printing come from here.
 *
 * @param <O> the subclass
 */
public abstract class FirstOrderOptimizer<O extends FirstOrderOptimizer<O>> extends Optimizer {
    private static final List<Setting.Value> FOR_ALL = List.of(Setting.WEIGHT_DECAY.of(0), Setting.MAXIMIZE.of(false));

    /** What a step does to a parameter. */
    @FunctionalInterface
    protected interface Rule {
        /**
         * Changes the parameter and its state in place; runs with recording off.
         *
         * @param gradient the gradient, negated to climb, with the weight decay added unless it is decoupled
         */
        void update(ParameterState state, Tensor parameter, Tensor gradient);
    }

    /**
     * For subclasses.
     *
     * @param slots what is kept about each parameter
     * @param settings the settings and their values; a weight decay of 0 and the flag to climb need not be among them
     * @throws IllegalArgumentException if there are no parameters, one is there twice or is no leaf that requires
     *     gradients, or a setting may not have its value
     */
    protected FirstOrderOptimizer(Collection<Tensor> parameters, List<Slot> slots, Setting.Value... settings) {
        super(
                parameters,
                slots,
                Stream.concat(Arrays.stream(settings), FOR_ALL.stream()).toList());
    }

    // ---- Groups and settings ----

    /**
     * Adds parameters as a group of its own, with the settings of the group before.
     *
     * @throws IllegalArgumentException if there are none, one is in the optimiser already or is no leaf that requires
     *     gradients
     */
    public final O addGroup(Collection<Tensor> parameters) {
        add(parameters);
        return self();
    }

    /**
     * Sets the learning rate of the group added last.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final O lr(double lr) {
        return set(Setting.LR, lr);
    }

    /**
     * Sets the weight decay of the group added last: an L2 penalty that is part of the gradient, unless the optimiser
     * decouples it.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final O weightDecay(double weightDecay) {
        return set(Setting.WEIGHT_DECAY, weightDecay);
    }

    /** Lets the group added last climb instead of descend, or no longer. */
    public final O maximize(boolean maximize) {
        return set(Setting.MAXIMIZE, maximize);
    }

    /**
     * Changes a setting of the group added last.
     *
     * @throws IllegalArgumentException if there is no such setting, or it may not have this value
     */
    protected final O set(Setting setting, double value) {
        lastGroup().set(setting, value);
        return self();
    }

    /**
     * Changes a flag of the group added last.
     *
     * @throws IllegalArgumentException if there is no such setting, or it is no flag
     */
    protected final O set(Setting flag, boolean on) {
        lastGroup().set(flag, on);
        return self();
    }

    @SuppressWarnings("unchecked") // O is the subclass, as its declaration says
    private O self() {
        return (O) this;
    }

    // ---- Steps ----

    @Override
    public final void step() {
        List<Rule> rules = groups().stream().map(this::rule).toList();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (int i = 0; i < rules.size(); i++) {
                step(groups().get(i), rules.get(i));
            }
        }
    }

    private static void step(ParameterGroup group, Rule rule) {
        for (ParameterState state : group.states()) {
            Tensor parameter = state.parameter();
            Tensor gradient = parameter.grad();
            if (gradient != null) {
                rule.update(state, parameter, Decay.direction(group, parameter, gradient));
            }
        }
    }

    /**
     * Returns what the next step does to the parameters of a group.
     *
     * @throws IllegalStateException if the settings of the group contradict each other
     */
    protected abstract Rule rule(ParameterGroup group);
}

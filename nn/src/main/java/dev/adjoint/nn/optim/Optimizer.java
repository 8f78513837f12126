package dev.adjoint.nn.optim;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes parameters along their gradients, in place.
 *
 * <pre>{@code
 * Optimizer optimizer = new Sgd(net.parameters(), 0.1).momentum(0.9);
 * optimizer.zeroGrad();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 *
 * <p>The state, for saving and going on bit for bit, holds the settings of each group, {@code group.0.lr}, and what is
 * kept about each parameter, {@code state.0.exp_avg}, numbered through all groups as in PyTorch.
 *
 * <p>An optimiser with a formula of its own extends {@link FirstOrderOptimizer}.
 */
public abstract class Optimizer implements Stateful {
    private final List<ParameterGroup> groups = new ArrayList<>();
    private final List<Slot> slots;
    private List<Tensor> parameters = List.of();

    /**
     * Makes the optimiser with one group.
     *
     * @param slots what is kept about each parameter
     * @throws IllegalArgumentException if there are no parameters, one is there twice or is no leaf that requires
     *     gradients, or a setting may not have its value
     */
    Optimizer(Collection<Tensor> parameters, List<Slot> slots, List<Setting.Value> settings) {
        this.slots = List.copyOf(slots);
        Map<Setting, Double> values = new LinkedHashMap<>();
        for (Setting.Value value : settings) {
            value.setting().check(name(), value.value());
            values.putIfAbsent(value.setting(), value.value());
        }
        add(parameters, values);
    }

    private void add(Collection<Tensor> added, Map<Setting, Double> settings) {
        if (added.isEmpty()) {
            throw new IllegalArgumentException(name() + ": there are no parameters to optimise");
        }
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        seen.addAll(parameters);
        for (Tensor parameter : added) {
            if (!parameter.isLeaf() || !parameter.requiresGrad()) {
                throw new IllegalArgumentException(
                        name() + ": a parameter must be a leaf that requires gradients, that of shape "
                                + parameter.shape() + " is not");
            }
            if (!seen.add(parameter)) {
                throw new IllegalArgumentException(
                        name() + ": the parameter of shape " + parameter.shape() + " is there twice");
            }
        }
        groups.add(new ParameterGroup(name(), groups.size(), parameters.size(), added, slots, settings));
        List<Tensor> all = new ArrayList<>(parameters);
        all.addAll(added);
        parameters = List.copyOf(all);
    }

    // ---- Groups and settings ----

    /** Adds a group with the settings of the one before. */
    final void add(Collection<Tensor> added) {
        add(added, lastGroup().settings());
    }

    /** Returns the group added last, on which the methods of subclasses that change settings act. */
    final ParameterGroup lastGroup() {
        return groups.get(groups.size() - 1);
    }

    /** Returns the groups of parameters, at least one. */
    public final List<ParameterGroup> groups() {
        return Collections.unmodifiableList(groups);
    }

    /** Returns the parameters of all groups. */
    public final List<Tensor> parameters() {
        return parameters;
    }

    /** Returns the learning rate, that of the first group if there are several. */
    public final double lr() {
        return groups.get(0).lr();
    }

    /** Returns the learning rate of each group. */
    final double[] lrs() {
        return groups.stream().mapToDouble(ParameterGroup::lr).toArray();
    }

    /** Returns the learning rate that schedules of each group start from. */
    final double[] initialLrs() {
        return groups.stream().mapToDouble(ParameterGroup::initialLr).toArray();
    }

    /**
     * Changes the learning rate of all groups from the next step on.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public final void setLr(double lr) {
        groups.forEach(group -> group.setLr(lr));
    }

    /** Resets the gradients of the parameters. */
    public final void zeroGrad() {
        parameters.forEach(Tensor::zeroGrad);
    }

    // ---- Steps ----

    /**
     * Changes each parameter that has a gradient; the others stay, and so does what is kept about them.
     *
     * @throws IllegalStateException if settings contradict each other, or the optimiser needs the loss more than once a
     *     step, as {@link Lbfgs} does; nothing is changed then
     */
    public abstract void step();

    /**
     * Computes the loss and its gradients, then changes the parameters. Works with every optimiser.
     *
     * @param closure resets the gradients, computes the loss, runs backward and returns the loss; it is called with
     *     recording on
     * @return the loss before the change
     */
    public Tensor step(Supplier<Tensor> closure) {
        Tensor loss = evaluate(closure);
        step();
        return loss;
    }

    static Tensor evaluate(Supplier<Tensor> closure) {
        try (Autograd.Scope scope = Autograd.enableGrad()) {
            return closure.get();
        }
    }

    // ---- State ----

    @Override
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        groups.forEach(group -> group.addState(state));
        addState(state);
        return state;
    }

    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = new LinkedHashMap<>();
        groups.forEach(group -> group.addTemplate(loaded, state));
        addTemplate(loaded, state);
        StateDicts.load(name(), loaded, state);
        groups.forEach(group -> group.checkState(loaded));
        checkState(loaded);
        groups.forEach(group -> group.takeState(loaded));
        takeState(loaded);
    }

    /** Adds what is kept beside the groups: by default nothing. */
    void addState(Map<String, Tensor> state) {}

    /** Adds tensors of the shapes and types that a saved state must have beside the groups. */
    void addTemplate(Map<String, Tensor> template, Map<String, Tensor> saved) {}

    /** Throws {@link IllegalArgumentException} if a saved state of the right names and shapes has a wrong value. */
    void checkState(Map<String, Tensor> state) {}

    /** Takes over a state that was checked. */
    void takeState(Map<String, Tensor> state) {}

    // ---- Names ----

    /** Returns the name for messages. */
    final String name() {
        return getClass().getSimpleName();
    }

    /** Returns the name that is printed: by default that of the class. */
    protected String kind() {
        return name();
    }

    /** Returns the groups with their settings as PyTorch prints them. */
    @Override
    public final String toString() {
        StringBuilder text = new StringBuilder(kind()).append(" (\n");
        for (int i = 0; i < groups.size(); i++) {
            text.append("Parameter Group ").append(i).append('\n').append(groups.get(i));
        }
        return text.append(')').toString();
    }
}

package dev.adjoint.nn.optim;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parameters that an optimiser changes by the same settings. */
public final class ParameterGroup {
    private static final String INITIAL_LR = "initial_lr";

    private final String optimizer;
    private final String prefix;
    private final List<Tensor> parameters;
    private final List<ParameterState> states = new ArrayList<>();
    private final Map<Setting, Double> settings;
    private @Nullable Double initialLr;

    /**
     * Makes a group.
     *
     * @param number how many groups there are before it
     * @param firstNumber how many parameters there are in these
     * @param slots what is kept about each parameter
     */
    ParameterGroup(
            String optimizer,
            int number,
            int firstNumber,
            Collection<Tensor> parameters,
            List<Slot> slots,
            Map<Setting, Double> settings) {
        this.optimizer = optimizer;
        this.prefix = "group." + number + ".";
        this.parameters = List.copyOf(parameters);
        this.settings = new LinkedHashMap<>(settings);
        for (Tensor parameter : this.parameters) {
            states.add(new ParameterState(optimizer, firstNumber + states.size(), parameter, this, slots));
        }
    }

    /** Returns the parameters. */
    public List<Tensor> parameters() {
        return parameters;
    }

    /** Returns the learning rate. */
    public double lr() {
        return get(Setting.LR);
    }

    /**
     * Changes the learning rate from the next step on.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public void setLr(double lr) {
        set(Setting.LR, lr);
    }

    /** Tells whether the optimiser has such a setting. */
    public boolean has(Setting setting) {
        return settings.containsKey(setting);
    }

    /**
     * Returns the value of a setting.
     *
     * @throws IllegalArgumentException if the optimiser has no such setting
     */
    public double get(Setting setting) {
        Double value = settings.get(setting);
        if (value == null) {
            throw new IllegalArgumentException(optimizer + " has no setting " + setting);
        }
        return value;
    }

    /** Tells whether a flag is on; one that the optimiser does not have is off. */
    public boolean is(Setting flag) {
        return has(flag) && get(flag) != 0;
    }

    /**
     * Changes a setting from the next step on.
     *
     * @throws IllegalArgumentException if the optimiser has no such setting, or the setting may not have this value
     */
    public void set(Setting setting, double value) {
        get(setting);
        setting.check(optimizer, value);
        settings.put(setting, value);
    }

    /**
     * Turns a flag on or off from the next step on.
     *
     * @throws IllegalArgumentException if the optimiser has no such setting, or it is no flag
     */
    public void set(Setting flag, boolean on) {
        set(flag, flag.valueOf(optimizer, on));
    }

    /** Returns all settings with their values, in a fixed order. */
    public Map<Setting, Double> settings() {
        return Collections.unmodifiableMap(settings);
    }

    // ---- For schedulers ----

    /**
     * Returns the setting that cyclic schedules move against the learning rate, β₁ or the momentum, null if the
     * optimiser has neither.
     */
    @Nullable
    Setting momentum() {
        return has(Setting.BETA1) ? Setting.BETA1 : has(Setting.MOMENTUM) ? Setting.MOMENTUM : null;
    }

    /** Returns the learning rate that schedules start from: the present one when the first scheduler asks. */
    double initialLr() {
        Double known = initialLr;
        if (known == null) {
            initialLr = known = lr();
        }
        return known;
    }

    void setInitialLr(double lr) {
        initialLr = lr;
    }

    // ---- State ----

    /** Returns what is kept about each parameter. */
    List<ParameterState> states() {
        return states;
    }

    /** Returns what the names of the settings start with in a state. */
    String prefix() {
        return prefix;
    }

    /** Adds the settings, how many parameters there are, and what is kept about each. */
    void addState(Map<String, Tensor> state) {
        addSettings(state);
        states.forEach(one -> one.addState(state));
    }

    private void addSettings(Map<String, Tensor> state) {
        state.put(prefix + "size", Numbers.whole(parameters.size()));
        settings.forEach((setting, value) -> state.put(prefix + setting, setting.save(value)));
        if (initialLr != null) {
            state.put(prefix + INITIAL_LR, Numbers.real(initialLr));
        }
    }

    /** Adds tensors of the shapes and types that a saved state of this group must have. */
    void addTemplate(Map<String, Tensor> template, Map<String, Tensor> saved) {
        addSettings(template);
        template.remove(prefix + INITIAL_LR);
        if (saved.containsKey(prefix + INITIAL_LR)) {
            template.put(prefix + INITIAL_LR, Numbers.real(0));
        }
        states.forEach(one -> one.addTemplate(template, saved));
    }

    /** Throws {@link IllegalArgumentException} if a saved state of the right names and shapes has a wrong value. */
    void checkState(Map<String, Tensor> state) {
        long size = Numbers.whole(requireNonNull(state.get(prefix + "size")));
        if (size != parameters.size()) {
            throw new IllegalArgumentException(optimizer + ": the state is one of " + size + " parameters, " + prefix
                    + "size is " + parameters.size());
        }
        settings.keySet()
                .forEach(setting -> setting.check(
                        optimizer, requireNonNull(state.get(prefix + setting)).item()));
        Tensor initial = state.get(prefix + INITIAL_LR);
        if (initial != null) {
            Checks.notNegative(optimizer, INITIAL_LR, initial.item());
        }
        states.forEach(one -> one.checkState(state));
    }

    /** Takes over a state that was checked. */
    void takeState(Map<String, Tensor> state) {
        settings.replaceAll(
                (setting, value) -> requireNonNull(state.get(prefix + setting)).item());
        Tensor initial = state.get(prefix + INITIAL_LR);
        initialLr = initial == null ? null : initial.item();
        states.forEach(one -> one.takeState(state));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        settings.forEach((setting, value) -> text.append("    ")
                .append(setting)
                .append(": ")
                .append(setting.print(value))
                .append('\n'));
        return text.toString();
    }
}

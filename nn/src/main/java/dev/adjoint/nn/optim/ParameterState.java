package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an optimiser keeps about one parameter: a tensor per {@link Slot}, and how many steps they went through. */
public final class ParameterState {
    private static final String STEP = "step";

    private final String optimizer;
    private final String prefix;
    private final Tensor parameter;
    private final ParameterGroup group;
    private final List<Slot> slots;
    private final Map<Slot, Tensor> tensors = new LinkedHashMap<>();
    private int step;

    ParameterState(String optimizer, int number, Tensor parameter, ParameterGroup group, List<Slot> slots) {
        this.optimizer = optimizer;
        this.prefix = "state." + number + ".";
        this.parameter = parameter;
        this.group = group;
        this.slots = slots;
    }

    /** Returns the parameter that this is about. */
    Tensor parameter() {
        return parameter;
    }

    /** Counts a step and returns its number, from 1 on. A state is saved if it counted one. */
    public int nextStep() {
        return ++step;
    }

    /** Returns the tensor of a slot, to be changed in place; zeros at first. */
    public Tensor get(Slot slot) {
        return get(slot, 0);
    }

    /** Returns the tensor of a slot, to be changed in place; at first all its elements are {@code initial}. */
    public Tensor get(Slot slot, double initial) {
        return tensors.computeIfAbsent(slot, missing -> make(missing, initial));
    }

    private Tensor make(Slot slot, double initial) {
        if (slot.isNumber()) {
            return Numbers.real(initial);
        }
        return initial == 0
                ? Tensor.zeros(parameter.dtype(), parameter.shape()).keep()
                : Tensor.full(parameter.dtype(), initial, parameter.shape().dims())
                        .keep();
    }

    // ---- State ----

    void addState(Map<String, Tensor> state) {
        if (step == 0) {
            return;
        }
        state.put(prefix + STEP, Numbers.whole(step));
        for (Slot slot : slots) {
            Setting setting = slot.onlyWith();
            if (tensors.containsKey(slot) || setting == null || group.get(setting) != 0) {
                Tensor tensor = tensors.get(slot);
                state.put(prefix + slot.name(), tensor == null ? make(slot, 0) : tensor);
            }
        }
    }

    /** Adds tensors of the shapes and types that a saved state must have: none if it counts no steps. */
    void addTemplate(Map<String, Tensor> template, Map<String, Tensor> saved) {
        if (!saved.containsKey(prefix + STEP)) {
            return;
        }
        template.put(prefix + STEP, Numbers.whole(0));
        for (Slot slot : slots) {
            Setting setting = slot.onlyWith();
            if (saved.containsKey(prefix + slot.name())
                    || setting == null
                    || isNotZero(saved.get(group.prefix() + setting))) {
                template.put(prefix + slot.name(), make(slot, 0));
            }
        }
    }

    private static boolean isNotZero(@Nullable Tensor number) {
        return number != null && number.size() == 1 && number.item() != 0;
    }

    /** Throws {@link IllegalArgumentException} if a saved state of the right names and shapes has a wrong value. */
    void checkState(Map<String, Tensor> state) {
        if (state.containsKey(prefix + STEP)) {
            Checks.positive(optimizer, prefix + STEP, Numbers.count(optimizer, prefix + STEP, state));
        }
    }

    /** Takes over a state that was checked, and its tensors. */
    void takeState(Map<String, Tensor> state) {
        step = state.containsKey(prefix + STEP) ? Numbers.count(optimizer, prefix + STEP, state) : 0;
        tensors.clear();
        for (Slot slot : slots) {
            Tensor tensor = state.get(prefix + slot.name());
            if (tensor != null) {
                tensors.put(slot, tensor);
            }
        }
    }
}

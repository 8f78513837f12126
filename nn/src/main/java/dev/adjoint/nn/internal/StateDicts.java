package dev.adjoint.nn.internal;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Autograd;
import dev.adjoint.Storage;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Copies saved states into the tensors they belong to. */
public final class StateDicts {
    private StateDicts() {}

    /**
     * Copies each tensor of a state into the one of the same name; they may share elements.
     *
     * @param who names the owner in the message
     * @throws IllegalArgumentException if a name is missing or unknown or a shape or type differs, listing all of them;
     *     then nothing is copied
     */
    public static void load(String who, Map<String, Tensor> into, Map<String, Tensor> state) {
        List<String> faults = new ArrayList<>();
        into.forEach((name, tensor) -> {
            Tensor saved = state.get(name);
            if (saved == null) {
                faults.add(name + " is missing");
            } else if (saved.dtype() != tensor.dtype() || !saved.shape().equals(tensor.shape())) {
                faults.add(name + " is " + saved.dtype() + " " + saved.shape() + " instead of " + tensor.dtype() + " "
                        + tensor.shape());
            }
        });
        for (String name : state.keySet()) {
            if (!into.containsKey(name)) {
                faults.add(name + " is unknown");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(who + ": the state does not fit: " + String.join("; ", faults));
        }
        try (Autograd.Scope scope = Autograd.noGrad()) {
            Map<String, Tensor> sources = unshared(into, state);
            into.forEach((name, tensor) -> tensor.copyFrom(requireNonNull(sources.get(name))));
        }
    }

    /** Returns the state with copies of those tensors whose elements loading may change. */
    private static Map<String, Tensor> unshared(Map<String, Tensor> into, Map<String, Tensor> state) {
        Set<Storage> changed = Collections.newSetFromMap(new IdentityHashMap<>());
        into.values().forEach(tensor -> changed.add(tensor.storage()));
        Map<String, Tensor> sources = new LinkedHashMap<>();
        state.forEach((name, saved) -> sources.put(name, changed.contains(saved.storage()) ? saved.copy() : saved));
        return sources;
    }
}

package dev.adjoint.nn.io;

import dev.adjoint.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The states of several objects in one safetensors file, {@code model.0.weight} beside {@code optimizer.group.0.lr}.
 *
 * <pre>{@code
 * Map<String, Stateful> parts = Map.of("model", net, "optimizer", optimizer);
 * Checkpoint.save(file, parts);
 * Checkpoint.load(file, parts);
 * }</pre>
 */
public final class Checkpoint {
    private Checkpoint() {}

    /**
     * Writes the states of the parts under their names; the file is replaced as a whole.
     *
     * @throws IllegalArgumentException if a name is empty or contains a dot
     */
    public static void save(Path file, Map<String, ? extends Stateful> parts) throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>();
        parts.forEach((part, stateful) -> {
            if (part.isEmpty() || part.indexOf('.') >= 0) {
                throw new IllegalArgumentException(
                        "checkpoint: the name of a part must not be empty nor contain a dot, got \"" + part + "\"");
            }
            stateful.stateDict().forEach((name, tensor) -> all.put(part + "." + name, tensor));
        });
        Safetensors.write(file, all);
    }

    /**
     * Reads a file that {@link #save} wrote and loads each part's state into it.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has other parts, or a state does not fit its part; then all parts are as
     *     they were before
     */
    public static void load(Path file, Map<String, ? extends Stateful> parts) throws IOException {
        Map<String, Map<String, Tensor>> states =
                split(file, Safetensors.read(file).tensors());
        for (String part : states.keySet()) {
            if (!parts.containsKey(part)) {
                throw new IllegalArgumentException(
                        "checkpoint: " + file + " has a part " + part + ", expected " + parts.keySet());
            }
        }
        List<Runnable> undo = new ArrayList<>();
        try {
            parts.forEach((part, stateful) -> {
                Map<String, Tensor> before = copy(stateful.stateDict());
                stateful.loadStateDict(states.getOrDefault(part, Map.of()));
                undo.add(() -> stateful.loadStateDict(before));
            });
        } catch (RuntimeException e) {
            undo.forEach(Runnable::run);
            throw new IllegalArgumentException("checkpoint: " + file + " does not fit: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the state of one part from a file that {@link #save} wrote, the model of a training for instance.
     *
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if it has no such part, or the state does not fit; then nothing is changed
     */
    public static void loadPart(Path file, String part, Stateful stateful) throws IOException {
        Map<String, Map<String, Tensor>> states =
                split(file, Safetensors.read(file).tensors());
        Map<String, Tensor> state = states.get(part);
        if (state == null) {
            throw new IllegalArgumentException(
                    "checkpoint: " + file + " has no part " + part + " among " + states.keySet());
        }
        stateful.loadStateDict(state);
    }

    private static Map<String, Map<String, Tensor>> split(Path file, Map<String, Tensor> all) {
        Map<String, Map<String, Tensor>> states = new LinkedHashMap<>();
        all.forEach((name, tensor) -> {
            int dot = name.indexOf('.');
            if (dot < 1) {
                throw new IllegalArgumentException(
                        "checkpoint: " + file + " has a tensor " + name + " that belongs to no part");
            }
            states.computeIfAbsent(name.substring(0, dot), part -> new LinkedHashMap<>())
                    .put(name.substring(dot + 1), tensor);
        });
        return states;
    }

    private static Map<String, Tensor> copy(Map<String, Tensor> state) {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        state.forEach((name, tensor) -> copy.put(name, tensor.copy()));
        return copy;
    }
}

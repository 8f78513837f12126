package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The inputs of an op by name, in order. */
record Inputs(Map<String, Tensor> byName) {
    Tensor get(String name) {
        Tensor tensor = byName.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("inputs: no " + name + " among " + byName.keySet());
        }
        return tensor;
    }

    /** Returns the main input, {@code x}. */
    Tensor x() {
        return get("x");
    }

    /** Returns the second input, {@code y}. */
    Tensor y() {
        return get("y");
    }

    @Nullable
    Tensor optional(String name) {
        return byName.get(name);
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    List<Tensor> all() {
        return List.copyOf(byName.values());
    }

    Tensor[] array() {
        return byName.values().toArray(Tensor[]::new);
    }
}

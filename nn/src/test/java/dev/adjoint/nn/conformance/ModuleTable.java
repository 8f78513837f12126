package dev.adjoint.nn.conformance;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Module;
import java.util.HashMap;
import java.util.Map;

/** The layers of the case files by name. */
final class ModuleTable {
    /** Builds a layer with its default initialisation, drawn by the given generator. */
    @FunctionalInterface
    interface Builder {
        Module build(Attributes at, Rng rng, DType dtype);
    }

    private final Map<String, Builder> byName = new HashMap<>();

    /** Returns the table of all layers that Adjoint has. */
    static ModuleTable all() {
        ModuleTable table = new ModuleTable();
        table.byName.put(
                "Linear",
                (at, rng, dtype) ->
                        new Linear(at.integer("in_features"), at.integer("out_features"), at.flag("bias"), rng, dtype));
        return table;
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    /**
     * Builds the named layer.
     *
     * @throws IllegalArgumentException if the table has no such layer
     */
    Module build(String name, Attributes at, Rng rng, DType dtype) {
        Builder builder = byName.get(name);
        if (builder == null) {
            throw new IllegalArgumentException("module table: no layer " + name);
        }
        return builder.build(at, rng, dtype);
    }
}

package dev.adjoint.nn.conformance;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Module;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The modules of the case files by name. */
final class ModuleTable {
    /** Builds a module with its default initialisation, drawn by the given generator. */
    @FunctionalInterface
    interface Builder<M extends Module> {
        M build(Attributes at, Rng rng, DType dtype);
    }

    /** Calls a module with the inputs of a case, as the attributes {@code call} say, and returns its outputs. */
    @FunctionalInterface
    interface Caller<M extends Module> {
        List<Tensor> outputs(M module, Inputs in, Attributes call);
    }

    /** A module that was built, and how it is called. */
    record Callable<M extends Module>(M module, Caller<M> caller) {
        List<Tensor> outputs(Inputs in, Attributes call) {
            return caller.outputs(module, in, call);
        }
    }

    /** Builds a module together with how it is called. */
    @FunctionalInterface
    private interface Entry {
        Callable<?> build(Attributes at, Rng rng, DType dtype);
    }

    private final Map<String, Entry> byName = new HashMap<>();

    /** Returns the table of all modules that Adjoint has. */
    static ModuleTable all() {
        ModuleTable table = new ModuleTable();
        LayerModules.addTo(table);
        NormModules.addTo(table);
        ActivationModules.addTo(table);
        RecurrentModules.addTo(table);
        return table;
    }

    /** Adds a layer, which takes {@code input}. */
    void layer(String name, Builder<? extends Layer> builder) {
        add(name, builder::build, (Layer layer, Inputs in, Attributes call) -> List.of(layer.apply(in.get("input"))));
    }

    /** Adds a module. */
    <M extends Module> void add(String name, Builder<M> builder, Caller<M> caller) {
        Entry entry = (at, rng, dtype) -> new Callable<>(builder.build(at, rng, dtype), caller);
        if (byName.putIfAbsent(name, entry) != null) {
            throw new IllegalArgumentException("module table: " + name + " is there already");
        }
    }

    /**
     * Builds the named module.
     *
     * @throws IllegalArgumentException if the table has no such module
     */
    Callable<?> build(String name, Attributes at, Rng rng, DType dtype) {
        Entry entry = byName.get(name);
        if (entry == null) {
            throw new IllegalArgumentException("module table: no module " + name);
        }
        return entry.build(at, rng, dtype);
    }
}

package dev.adjoint.nn.inspect;

import dev.adjoint.nn.Module;

/** Modules in messages. */
final class ModuleNames {
    private ModuleNames() {}

    /** Returns path and kind, {@code 0.inner (Linear)}, or {@code the network (Sequential)}. */
    static String of(String path, Module module) {
        return (path.isEmpty() ? "the network" : path) + " (" + kind(module) + ")";
    }

    /** Returns the kind that a module prints. */
    static String kind(Module module) {
        String printed = module.toString();
        return printed.substring(0, printed.indexOf('('));
    }
}

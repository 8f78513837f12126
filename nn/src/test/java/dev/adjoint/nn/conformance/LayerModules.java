package dev.adjoint.nn.conformance;

import dev.adjoint.nn.Linear;

/** Layers with weights, and those that normalise. */
final class LayerModules {
    private LayerModules() {}

    static void addTo(ModuleTable table) {
        table.layer(
                "Linear",
                (at, rng, dtype) ->
                        new Linear(at.integer("in_features"), at.integer("out_features"), at.flag("bias"), rng, dtype));
    }
}

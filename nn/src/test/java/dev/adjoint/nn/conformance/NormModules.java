package dev.adjoint.nn.conformance;

import dev.adjoint.nn.BatchNorm1d;
import dev.adjoint.nn.BatchNorm2d;
import dev.adjoint.nn.GroupNorm;
import dev.adjoint.nn.LayerNorm;
import dev.adjoint.nn.RmsNorm;
import org.jspecify.annotations.Nullable;

/** Layers that normalise. */
final class NormModules {
    private NormModules() {}

    static void addTo(ModuleTable table) {
        table.layer(
                "BatchNorm1d",
                (at, rng, dtype) -> new BatchNorm1d(
                        at.integer("num_features"),
                        at.number("eps", 1e-5),
                        momentum(at),
                        at.flag("affine", true),
                        at.flag("bias", true),
                        at.flag("track_running_stats", true),
                        dtype));
        table.layer(
                "BatchNorm2d",
                (at, rng, dtype) -> new BatchNorm2d(
                        at.integer("num_features"),
                        at.number("eps", 1e-5),
                        momentum(at),
                        at.flag("affine", true),
                        at.flag("bias", true),
                        at.flag("track_running_stats", true),
                        dtype));
        table.layer(
                "LayerNorm",
                (at, rng, dtype) -> new LayerNorm(
                        at.integers("normalized_shape"),
                        at.number("eps", 1e-5),
                        at.flag("elementwise_affine", true),
                        at.flag("bias", true),
                        dtype));
        table.layer(
                "RMSNorm",
                (at, rng, dtype) -> new RmsNorm(
                        at.integers("normalized_shape"),
                        at.has("eps") ? at.number("eps") : null,
                        at.flag("elementwise_affine", true),
                        dtype));
        table.layer(
                "GroupNorm",
                (at, rng, dtype) -> new GroupNorm(
                        at.integer("num_groups"),
                        at.integer("num_channels"),
                        at.number("eps", 1e-5),
                        at.flag("affine", true),
                        at.flag("bias", true),
                        dtype));
    }

    /** Returns null where the case says so, and 0.1 where it says nothing. */
    private static @Nullable Double momentum(Attributes at) {
        return at.json().path("momentum").isNull() ? null : Double.valueOf(at.number("momentum", 0.1));
    }
}

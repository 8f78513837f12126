package dev.adjoint.nn.conformance;

import dev.adjoint.nn.AdaptiveAvgPool1d;
import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.nn.AvgPool1d;
import dev.adjoint.nn.AvgPool2d;
import dev.adjoint.nn.Bilinear;
import dev.adjoint.nn.Conv1d;
import dev.adjoint.nn.Conv2d;
import dev.adjoint.nn.ConvTranspose2d;
import dev.adjoint.nn.Dropout;
import dev.adjoint.nn.Embedding;
import dev.adjoint.nn.Flatten;
import dev.adjoint.nn.Identity;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.MaxPool1d;
import dev.adjoint.nn.MaxPool2d;
import dev.adjoint.nn.Unflatten;
import dev.adjoint.op.Window;
import java.util.List;

/** Layers with weights, poolings, and those that change shapes. */
final class LayerModules {
    private LayerModules() {}

    static void addTo(ModuleTable table) {
        products(table);
        convolutions(table);
        poolings(table);
        table.layer("Identity", (at, rng, dtype) -> new Identity());
        table.layer("Dropout", (at, rng, dtype) -> new Dropout(at.number("p", 0.5), rng));
        table.layer("Flatten", (at, rng, dtype) -> new Flatten(at.integer("start_dim", 1), at.integer("end_dim", -1)));
        table.layer("Unflatten", (at, rng, dtype) -> new Unflatten(at.integer("dim"), at.integers("unflattened_size")));
    }

    private static void products(ModuleTable table) {
        table.layer(
                "Linear",
                (at, rng, dtype) -> new Linear(
                        at.integer("in_features"), at.integer("out_features"), at.flag("bias", true), rng, dtype));
        table.add(
                "Bilinear",
                (at, rng, dtype) -> new Bilinear(
                        at.integer("in1_features"),
                        at.integer("in2_features"),
                        at.integer("out_features"),
                        at.flag("bias", true),
                        rng,
                        dtype),
                (module, in, call) ->
                        List.of(module.apply(in.all().get(0), in.all().get(1))));
        table.layer(
                "Embedding",
                (at, rng, dtype) -> new Embedding(
                        at.integer("num_embeddings"),
                        at.integer("embedding_dim"),
                        at.has("padding_idx") ? at.integer("padding_idx") : null,
                        rng,
                        dtype));
    }

    private static void convolutions(ModuleTable table) {
        table.layer(
                "Conv1d",
                (at, rng, dtype) -> new Conv1d(
                        at.integer("in_channels"),
                        at.integer("out_channels"),
                        window(at, 0),
                        at.integer("groups", 1),
                        at.flag("bias", true),
                        rng,
                        dtype));
        table.layer(
                "Conv2d",
                (at, rng, dtype) -> new Conv2d(
                        at.integer("in_channels"),
                        at.integer("out_channels"),
                        window(at, 0),
                        window(at, 1),
                        at.integer("groups", 1),
                        at.flag("bias", true),
                        rng,
                        dtype));
        table.layer(
                "ConvTranspose2d",
                (at, rng, dtype) -> new ConvTranspose2d(
                        at.integer("in_channels"),
                        at.integer("out_channels"),
                        window(at, 0),
                        window(at, 1),
                        at.side("output_padding", 0, 0),
                        at.side("output_padding", 1, 0),
                        at.integer("groups", 1),
                        at.flag("bias", true),
                        rng,
                        dtype));
    }

    private static void poolings(ModuleTable table) {
        table.layer("MaxPool1d", (at, rng, dtype) -> new MaxPool1d(pool(at, 0), at.flag("ceil_mode", false)));
        table.layer(
                "MaxPool2d", (at, rng, dtype) -> new MaxPool2d(pool(at, 0), pool(at, 1), at.flag("ceil_mode", false)));
        table.layer(
                "AvgPool1d",
                (at, rng, dtype) ->
                        new AvgPool1d(pool(at, 0), at.flag("ceil_mode", false), at.flag("count_include_pad", true)));
        table.layer(
                "AvgPool2d",
                (at, rng, dtype) -> new AvgPool2d(
                        pool(at, 0), pool(at, 1), at.flag("ceil_mode", false), at.flag("count_include_pad", true)));
        table.layer("AdaptiveAvgPool1d", (at, rng, dtype) -> new AdaptiveAvgPool1d(at.side("output_size", 0)));
        table.layer(
                "AdaptiveAvgPool2d",
                (at, rng, dtype) ->
                        new AdaptiveAvgPool2d(at.sideOrNull("output_size", 0), at.sideOrNull("output_size", 1)));
    }

    private static Window window(Attributes at, int dim) {
        return window(at, dim, 1);
    }

    private static Window pool(Attributes at, int dim) {
        return window(at, dim, at.side("kernel_size", dim));
    }

    private static Window window(Attributes at, int dim, int usualStride) {
        boolean same = at.text("padding", "").equals("same");
        return new Window(
                at.side("kernel_size", dim),
                at.side("stride", dim, usualStride),
                same ? Window.SAME : at.side("padding", dim, 0),
                at.side("dilation", dim, 1));
    }
}

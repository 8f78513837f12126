package dev.adjoint.nn.conformance;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.AdaptiveAvgPool2d;
import dev.adjoint.op.Attention;
import dev.adjoint.op.BatchNorm;
import dev.adjoint.op.RmsNorms;
import dev.adjoint.op.Window;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Convolutions, pooling, normalisations, attention, dropout and padding. */
final class NetworkOps {
    private NetworkOps() {}

    static void addTo(OpTable table) {
        convolutions(table);
        pooling(table);
        normalizations(table);
        table.add("scaled_dot_product_attention", NetworkOps::attention);
        table.add("dropout", (in, at) -> in.x().dropout(at.number("p"), at.flag("training"), Rng.current()));
        table.add("pad", (in, at) -> in.x().pad(at.number("value"), at.integers("pad")));
    }

    private static void convolutions(OpTable table) {
        table.add(
                "conv1d",
                (in, at) -> in.x()
                        .conv1d(
                                in.get("weight"),
                                in.optional("bias"),
                                window(at, 0, in.get("weight").size(-1)),
                                at.integer("groups")));
        table.add(
                "conv2d",
                (in, at) -> in.x()
                        .conv2d(
                                in.get("weight"),
                                in.optional("bias"),
                                window(at, 0, in.get("weight").size(-2)),
                                window(at, 1, in.get("weight").size(-1)),
                                at.integer("groups")));
        table.add(
                "conv_transpose2d",
                (in, at) -> in.x()
                        .convTranspose2d(
                                in.get("weight"),
                                in.optional("bias"),
                                window(at, 0, in.get("weight").size(-2)),
                                window(at, 1, in.get("weight").size(-1)),
                                at.integer("groups"),
                                at.side("output_padding", 0),
                                at.side("output_padding", 1)));
    }

    private static void pooling(OpTable table) {
        table.add(
                "max_pool2d", (in, at) -> in.x().maxPool2d(pool(at, 0, true), pool(at, 1, true), at.flag("ceil_mode")));
        table.add(
                "avg_pool2d",
                (in, at) -> in.x()
                        .avgPool2d(
                                pool(at, 0, false),
                                pool(at, 1, false),
                                at.flag("ceil_mode"),
                                at.flag("count_include_pad")));
        table.add(
                "adaptive_avg_pool2d",
                (in, at) -> new AdaptiveAvgPool2d(at.sideOrNull("output_size", 0), at.sideOrNull("output_size", 1))
                        .apply(in.x()));
    }

    private static Window window(Attributes at, int dim, int kernel) {
        return new Window(kernel, at.side("stride", dim), at.side("padding", dim), at.side("dilation", dim));
    }

    private static Window pool(Attributes at, int dim, boolean dilated) {
        int kernel = at.side("kernel_size", dim);
        int stride = at.has("stride") ? at.side("stride", dim) : kernel;
        return new Window(kernel, stride, at.side("padding", dim), dilated ? at.side("dilation", dim) : 1);
    }

    private static void normalizations(OpTable table) {
        table.add(
                "layer_norm",
                (in, at) -> in.x()
                        .layerNorm(
                                at.integers("normalized_shape"),
                                in.optional("weight"),
                                in.optional("bias"),
                                at.number("eps")));
        table.add(
                "rms_norm",
                (in, at) -> in.x()
                        .rmsNorm(
                                at.integers("normalized_shape"),
                                in.optional("weight"),
                                at.has("eps")
                                        ? at.number("eps")
                                        : RmsNorms.epsilon(in.x().dtype())));
        table.add(
                "group_norm",
                (in, at) -> in.x()
                        .groupNorm(
                                at.integer("num_groups"),
                                in.optional("weight"),
                                in.optional("bias"),
                                at.number("eps")));
        table.addMany("batch_norm", NetworkOps::batchNorm);
    }

    private static List<Tensor> batchNorm(Inputs in, Attributes at) {
        BatchNorm.Result result = in.x()
                .batchNorm(
                        in.optional("running_mean"),
                        in.optional("running_var"),
                        in.optional("weight"),
                        in.optional("bias"),
                        at.flag("training"),
                        at.number("momentum"),
                        at.number("eps"));
        return in.has("running_mean")
                ? List.of(result.output(), running(result.runningMean()), running(result.runningVariance()))
                : List.of(result.output());
    }

    private static Tensor running(@Nullable Tensor statistic) {
        return Objects.requireNonNull(statistic);
    }

    private static Tensor attention(Inputs in, Attributes at) {
        Tensor query = in.get("query");
        double scale = at.has("scale") ? at.number("scale") : Attention.scale(query);
        return query.scaledDotProductAttention(
                in.get("key"), in.get("value"), in.optional("attn_mask"), at.flag("is_causal"), scale);
    }
}

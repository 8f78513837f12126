package dev.adjoint.nn.conformance;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Reduction;
import java.util.Locale;
import java.util.stream.LongStream;

/** Losses. */
final class LossOps {
    private LossOps() {}

    private interface Loss {
        Tensor of(Tensor input, Tensor target, Reduction reduction);
    }

    static void addTo(OpTable table) {
        loss(table, "mse_loss", Losses::mseLoss);
        loss(table, "cross_entropy", Losses::crossEntropy);
        table.limit(
                "cross_entropy",
                (in, at) -> in.get("target").dtype() == DType.INT64
                        && LongStream.of(in.get("target").toLongArray()).noneMatch(i -> i == at.integer("ignore_index"))
                        && !in.has("weight")
                        && at.number("label_smoothing") == 0);
        loss(table, "binary_cross_entropy_with_logits", Losses::binaryCrossEntropyWithLogits);
        table.limit("binary_cross_entropy_with_logits", (in, at) -> !in.has("weight") && !in.has("pos_weight"));
    }

    private static void loss(OpTable table, String name, Loss loss) {
        table.add(
                name,
                (in, at) -> loss.of(
                        in.get("input"),
                        in.get("target"),
                        Reduction.valueOf(at.text("reduction").toUpperCase(Locale.ROOT))));
    }
}

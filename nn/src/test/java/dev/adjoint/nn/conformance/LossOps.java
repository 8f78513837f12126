package dev.adjoint.nn.conformance;

import dev.adjoint.nn.BceLoss;
import dev.adjoint.nn.BceWithLogitsLoss;
import dev.adjoint.nn.CosineEmbeddingLoss;
import dev.adjoint.nn.CrossEntropyLoss;
import dev.adjoint.nn.HingeEmbeddingLoss;
import dev.adjoint.nn.HuberLoss;
import dev.adjoint.nn.KlDivLoss;
import dev.adjoint.nn.L1Loss;
import dev.adjoint.nn.Loss;
import dev.adjoint.nn.MarginRankingLoss;
import dev.adjoint.nn.MseLoss;
import dev.adjoint.nn.NllLoss;
import dev.adjoint.nn.PoissonNllLoss;
import dev.adjoint.nn.Reduction;
import dev.adjoint.nn.SmoothL1Loss;

/** Losses. */
final class LossOps {
    private LossOps() {}

    private interface LossOf {
        Loss of(Inputs in, Attributes at, Reduction reduction);
    }

    static void addTo(OpTable table) {
        loss(table, "mse_loss", (in, at, reduction) -> new MseLoss(reduction));
        loss(table, "l1_loss", (in, at, reduction) -> new L1Loss(reduction));
        loss(table, "smooth_l1_loss", (in, at, reduction) -> new SmoothL1Loss(at.number("beta"), reduction));
        loss(table, "huber_loss", (in, at, reduction) -> new HuberLoss(at.number("delta"), reduction));
        loss(
                table,
                "cross_entropy",
                (in, at, reduction) -> new CrossEntropyLoss(
                        in.optional("weight"),
                        at.number("label_smoothing"),
                        at.longInteger("ignore_index"),
                        reduction));
        loss(
                table,
                "nll_loss",
                (in, at, reduction) -> new NllLoss(in.optional("weight"), at.longInteger("ignore_index"), reduction));
        loss(table, "binary_cross_entropy", (in, at, reduction) -> new BceLoss(in.optional("weight"), reduction));
        loss(
                table,
                "binary_cross_entropy_with_logits",
                (in, at, reduction) ->
                        new BceWithLogitsLoss(in.optional("weight"), in.optional("pos_weight"), reduction));
        loss(table, "kl_div", (in, at, reduction) -> new KlDivLoss(at.flag("log_target"), reduction));
        loss(
                table,
                "hinge_embedding_loss",
                (in, at, reduction) -> new HingeEmbeddingLoss(at.number("margin"), reduction));
        loss(
                table,
                "poisson_nll_loss",
                (in, at, reduction) ->
                        new PoissonNllLoss(at.flag("log_input"), at.flag("full"), at.number("eps"), reduction));
        table.add(
                "margin_ranking_loss",
                (in, at) -> new MarginRankingLoss(at.number("margin"), reduction(at))
                        .apply(in.get("input1"), in.get("input2"), in.get("target")));
        table.add(
                "cosine_embedding_loss",
                (in, at) -> new CosineEmbeddingLoss(at.number("margin"), reduction(at))
                        .apply(in.get("input1"), in.get("input2"), in.get("target")));
    }

    private static void loss(OpTable table, String name, LossOf loss) {
        table.add(name, (in, at) -> loss.of(in, at, reduction(at)).apply(in.get("input"), in.get("target")));
    }

    private static Reduction reduction(Attributes at) {
        return switch (at.text("reduction")) {
            case "mean" -> Reduction.MEAN;
            case "sum" -> Reduction.SUM;
            case "batchmean" -> Reduction.BATCH_MEAN;
            case "none" -> Reduction.NONE;
            default -> throw new IllegalArgumentException("loss: unknown reduction " + at.text("reduction"));
        };
    }
}

package dev.adjoint.nn.conformance;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.ValuesAndIndices;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Reductions over dimensions, and softmax along one. */
final class ReductionOps {
    private ReductionOps() {}

    private interface Reduction {
        Tensor over(Tensor x, boolean keepDim, int... dims);
    }

    static void addTo(OpTable table) {
        reduction(table, "sum", Tensor::sum);
        reduction(table, "mean", Tensor::mean);
        reduction(table, "amax", Tensor::amax);
        reduction(table, "amin", Tensor::amin);
        reduction(table, "logsumexp", Tensor::logSumExp);
        reduction(table, "prod", Tensor::prod);
        truth(table, "all", Tensor::all, Tensor::all);
        truth(table, "any", Tensor::any, Tensor::any);
        table.add("var", (in, at) -> in.x().var(at.flag("unbiased"), at.flag("keepdim"), at.integers("dim")));
        table.add("std", (in, at) -> in.x().std(at.flag("unbiased"), at.flag("keepdim"), at.integers("dim")));
        table.add("norm", (in, at) -> in.x().norm(at.number("p"), at.flag("keepdim"), at.integers("dim")));
        table.add("cumsum", (in, at) -> in.x().cumsum(at.integer("dim")));
        table.add("cumprod", (in, at) -> in.x().cumprod(at.integer("dim")));
        extreme(table, "max", Tensor::max, Tensor::max);
        extreme(table, "min", Tensor::min, Tensor::min);
        index(table, "argmax", Tensor::argmax);
        index(table, "argmin", Tensor::argmin);
        table.add("softmax", (in, at) -> in.x().softmax(at.integer("dim")));
        table.add("log_softmax", (in, at) -> in.x().logSoftmax(at.integer("dim")));
    }

    private static void reduction(OpTable table, String name, Reduction op) {
        table.add(name, (in, at) -> op.over(in.x(), at.flag("keepdim"), at.integers("dim")));
    }

    /** Over the named dimensions, or without any over all elements. */
    private static void truth(OpTable table, String name, BiFunction<Tensor, Boolean, Tensor> ofAll, Reduction over) {
        table.add(
                name,
                (in, at) -> at.has("dim")
                        ? over.over(in.x(), at.flag("keepdim"), at.integers("dim"))
                        : ofAll.apply(in.x(), at.flag("keepdim")));
    }

    /** Values and indices along a dimension, or without one the value of all elements. */
    private static void extreme(
            OpTable table,
            String name,
            UnaryOperator<Tensor> ofAll,
            BiFunction<Tensor, Integer, ValuesAndIndices> along) {
        table.addMany(name, (in, at) -> {
            if (!at.has("dim")) {
                return List.of(keepAll(in.x(), at, ofAll.apply(in.x())));
            }
            ValuesAndIndices found = along.apply(in.x(), at.integer("dim"));
            return List.of(keep(in.x(), at, found.values()), keep(in.x(), at, found.indices()));
        });
    }

    /** The index along a dimension, or without one the index among all elements. */
    private static void index(OpTable table, String name, BiFunction<Tensor, Integer, Tensor> along) {
        table.add(
                name,
                (in, at) -> at.has("dim")
                        ? keep(in.x(), at, along.apply(in.x(), at.integer("dim")))
                        : keepAll(in.x(), at, along.apply(in.x().flatten(), 0)));
    }

    private static Tensor keep(Tensor x, Attributes at, Tensor reduced) {
        return at.flag("keepdim") && x.rank() > 0 ? reduced.unsqueeze(at.integer("dim")) : reduced;
    }

    private static Tensor keepAll(Tensor x, Attributes at, Tensor reduced) {
        int[] ones = new int[x.rank()];
        Arrays.fill(ones, 1);
        return at.flag("keepdim") ? reduced.reshape(Shape.of(ones)) : reduced;
    }
}

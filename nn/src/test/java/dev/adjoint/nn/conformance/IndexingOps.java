package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import dev.adjoint.ValuesAndIndices;
import java.util.List;

/** Elements chosen by indices. */
final class IndexingOps {
    private IndexingOps() {}

    static void addTo(OpTable table) {
        table.add("index_select", (in, at) -> in.x().indexSelect(at.integer("dim"), in.get("index")));
        table.add(
                "take_along_dim",
                (in, at) -> at.has("dim")
                        ? in.x().takeAlongDim(in.get("index"), at.integer("dim"))
                        : in.x().flatten().takeAlongDim(in.get("index").flatten(), 0));
        table.add("one_hot", (in, at) -> in.get("indices").oneHot(at.integer("num_classes")));
        table.add(
                "embedding",
                (in, at) -> at.has("padding_idx")
                        ? in.get("weight").embedding(in.get("indices"), at.integer("padding_idx"))
                        : in.get("weight").embedding(in.get("indices")));
        table.addMany("sort", (in, at) -> both(in.x().sort(at.integer("dim"), at.flag("descending"))));
        table.addMany("topk", (in, at) -> both(in.x().topk(at.integer("k"), at.integer("dim"), at.flag("largest"))));
        table.add("gather", (in, at) -> in.x().gather(at.integer("dim"), in.get("index")));
        table.add("scatter_add", (in, at) -> in.x().scatterAdd(at.integer("dim"), in.get("index"), in.get("src")));
    }

    private static List<Tensor> both(ValuesAndIndices found) {
        return List.of(found.values(), found.indices());
    }
}

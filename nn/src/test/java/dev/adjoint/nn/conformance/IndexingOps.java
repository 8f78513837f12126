package dev.adjoint.nn.conformance;

/** Elements chosen by indices. */
final class IndexingOps {
    private IndexingOps() {}

    static void addTo(OpTable table) {
        table.add("index_select", (in, at) -> in.x().indexSelect(at.integer("dim"), in.get("index")));
        table.add("gather", (in, at) -> in.x().gather(at.integer("dim"), in.get("index")));
        table.add("scatter_add", (in, at) -> in.x().scatterAdd(at.integer("dim"), in.get("index"), in.get("src")));
    }
}

package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;

/** The same elements in another shape, and joined tensors. */
final class ShapeOps {
    private ShapeOps() {}

    static void addTo(OpTable table) {
        table.add("reshape", (in, at) -> in.x().reshape(at.integers("shape")));
        table.add("transpose", (in, at) -> in.x().transpose(at.integer("dim0"), at.integer("dim1")));
        table.add("permute", (in, at) -> in.x().permute(at.integers("dims")));
        table.add("squeeze", (in, at) -> squeeze(in.x(), at));
        table.add("unsqueeze", (in, at) -> in.x().unsqueeze(at.integer("dim")));
        table.add("expand", (in, at) -> in.x().expand(at.integers("size")));
        table.add("flatten", (in, at) -> in.x().flatten(at.integer("start_dim"), at.integer("end_dim")));
        table.add("narrow", (in, at) -> in.x().narrow(at.integer("dim"), at.integer("start"), at.integer("length")));
        table.add("flip", (in, at) -> in.x().flip(at.integers("dims")));
        table.add("roll", (in, at) -> in.x().roll(at.integers("shifts"), at.integers("dims")));
        table.add("repeat", (in, at) -> in.x().repeat(at.integers("repeats")));
        table.add("tril", (in, at) -> in.x().tril(at.integer("diagonal")));
        table.add("triu", (in, at) -> in.x().triu(at.integer("diagonal")));
        table.add(
                "diagonal", (in, at) -> in.x().diagonal(at.integer("offset"), at.integer("dim1"), at.integer("dim2")));
        table.addMany("chunk", (in, at) -> in.x().chunk(at.integer("dim"), at.integer("chunks")));
        table.addMany(
                "split",
                (in, at) -> at.has("split_sizes")
                        ? in.x().split(at.integer("dim"), at.integers("split_sizes"))
                        : in.x().splitEvery(at.integer("dim"), at.integer("split_size")));
        table.add("slice", (in, at) -> slice(in.x(), at));
        table.add("cat", (in, at) -> Tensor.concat(at.integer("dim"), in.array()));
        table.add("stack", (in, at) -> Tensor.stack(at.integer("dim"), in.array()));
    }

    private static Tensor squeeze(Tensor x, Attributes at) {
        if (!at.has("dim")) {
            return x.squeeze();
        }
        int[] dims = at.integers("dim");
        boolean[] squeezed = x.shape().reduced("squeeze", dims);
        Tensor result = x;
        for (int dim = squeezed.length - 1; dim >= 0; dim--) {
            result = squeezed[dim] ? result.squeeze(dim) : result;
        }
        return result;
    }

    private static Tensor slice(Tensor x, Attributes at) {
        int start = at.integer("start", 0);
        int end = at.integer("end", Integer.MAX_VALUE);
        return x.slice(at.integer("dim"), start, end, at.integer("step"));
    }
}

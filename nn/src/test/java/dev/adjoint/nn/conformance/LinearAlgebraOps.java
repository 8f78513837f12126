package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;

/** Products of vectors and matrices. */
final class LinearAlgebraOps {
    private LinearAlgebraOps() {}

    static void addTo(OpTable table) {
        for (String product : new String[] {"matmul", "bmm", "mm", "mv"}) {
            table.binary(product, Tensor::matmul);
        }
        table.add("linear", (in, at) -> in.x().linear(in.get("weight"), in.optional("bias")));
        table.binary("dot", Tensor::dot);
        table.binary("outer", Tensor::outer);
        table.add("einsum", (in, at) -> Tensor.einsum(at.text("equation"), in.array()));
        table.add(
                "addmm",
                (in, at) ->
                        in.get("input").addmm(in.get("mat1"), in.get("mat2"), at.number("beta"), at.number("alpha")));
    }
}

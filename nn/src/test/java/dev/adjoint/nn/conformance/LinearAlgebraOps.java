package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;

/** Products of vectors and matrices. */
final class LinearAlgebraOps {
    private LinearAlgebraOps() {}

    static void addTo(OpTable table) {
        for (String product : new String[] {"matmul", "bmm", "mm", "mv", "dot"}) {
            table.binary(product, Tensor::matmul);
        }
        table.add("linear", (in, at) -> in.x().linear(in.get("weight"), in.optional("bias")));
    }
}

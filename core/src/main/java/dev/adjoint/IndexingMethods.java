package dev.adjoint;

import dev.adjoint.op.GatherOp;
import dev.adjoint.op.IndexSelectOp;
import dev.adjoint.op.ScatterAddOp;

/** Elements chosen by {@code INT64} tensors of indices. Indices are in {@code [0, size)}. */
public sealed interface IndexingMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * {@code out[i][j] = x[index[i][j]][j]} for dim 0, and so on; index has x's rank and is no larger off the
     * dimension.
     */
    default Tensor gather(int dim, Tensor index) {
        return GatherOp.gather(self(), dim, index);
    }

    /** The slices along a dimension at the places that the 1-d {@code index} names, in its order. */
    default Tensor indexSelect(int dim, Tensor index) {
        return IndexSelectOp.indexSelect(self(), dim, index);
    }

    /** {@code out = x; out[index[i][j]][j] += source[i][j]} for dim 0, and so on. */
    default Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return ScatterAddOp.scatterAdd(self(), dim, index, source);
    }
}

package dev.adjoint;

import dev.adjoint.op.GatherOp;
import dev.adjoint.op.IndexSelectOp;
import dev.adjoint.op.Rearrange;
import dev.adjoint.op.ScatterAddOp;
import dev.adjoint.op.Sorting;

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

    /** As {@link #gather}, but the shapes off the dimension are broadcast. */
    default Tensor takeAlongDim(Tensor index, int dim) {
        return GatherOp.takeAlongDim(self(), index, dim);
    }

    /** The elements along a dimension in order, and where they were; stable, NaN largest. */
    default ValuesAndIndices sort(int dim, boolean descending) {
        return Sorting.sort(self(), dim, descending);
    }

    /** The k largest (or smallest) elements along a dimension, in order, and where they were. */
    default ValuesAndIndices topk(int k, int dim, boolean largest) {
        return Sorting.topk(self(), k, dim, largest);
    }

    /**
     * For {@code INT64} indices: 1 at the index along a new last dimension, 0 elsewhere, {@code INT64}; −1 classes are
     * as many as the largest index needs.
     */
    default Tensor oneHot(int classes) {
        return Rearrange.oneHot(self(), classes);
    }

    /** For a table {@code [entries, size]}: the rows that the indices of any shape name, {@code [*, size]}. */
    default Tensor embedding(Tensor indices) {
        return IndexSelectOp.embedding(self(), indices);
    }

    /** As {@link #embedding(Tensor)}, but the row {@code paddingIndex} gets no gradient. */
    default Tensor embedding(Tensor indices, int paddingIndex) {
        return IndexSelectOp.embedding(self(), indices, paddingIndex);
    }
}

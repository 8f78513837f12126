package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Indexing;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The slices of x along a dimension named by a 1-d index, in its order; the gradient is added to the slices read. */
public final class IndexSelectOp extends Op {
    private final int axis;
    private @Nullable Saved index;

    /** Makes the op for a dimension in {@code [0, rank)}. */
    public IndexSelectOp(int axis) {
        this.axis = axis;
    }

    /** Takes the tensor and the index. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        if (inputs[1].rank() > 1) {
            throw new IllegalArgumentException("indexSelect: the index must be 1-d, got shape " + inputs[1].shape());
        }
        long[] places = Indices.checked("indexSelect", inputs[1], x.size(axis));
        index = save(inputs[1]);
        int count = inputs[1].size();
        Tensor y = Tensor.empty(x.dtype(), x.shape().with(axis, count));
        Indexing.select(
                Pointwise.flat(x).storage().array(),
                places,
                Indices.outer(x.shape(), axis),
                x.size(axis),
                count,
                Indices.inner(x.shape(), axis),
                y.storage().array());
        return y;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor gradient = new IndexAddOp(axis, inputs()[0].shape())
                .apply(upstream, afterForward(index).get());
        return new @Nullable Tensor[] {gradient, null};
    }

    /** Implements {@link Tensor#indexSelect}. */
    public static Tensor indexSelect(Tensor x, int dim, Tensor index) {
        if (x.rank() == 0) {
            return indexSelect(x.reshape(1), dim, index).reshape();
        }
        return new IndexSelectOp(x.shape().axis("indexSelect", dim)).apply(x, index);
    }

    /** Implements {@link Tensor#embedding(Tensor)}. */
    public static Tensor embedding(Tensor weight, Tensor indices) {
        if (weight.rank() != 2) {
            throw new IllegalArgumentException("embedding: expects a table [entries, size], got " + weight.shape());
        }
        int[] dims = Arrays.copyOf(indices.shape().dims(), indices.rank() + 1);
        dims[indices.rank()] = weight.size(1);
        return indexSelect(weight, 0, indices.reshape(indices.size())).reshape(Shape.of(dims));
    }

    /** Implements {@link Tensor#embedding(Tensor, int)}. */
    public static Tensor embedding(Tensor weight, Tensor indices, int paddingIndex) {
        int padding = paddingIndex < 0 ? paddingIndex + weight.size(0) : paddingIndex;
        Tensor isPadding = indices.eq(padding).unsqueeze(-1);
        return isPadding.where(embedding(weight.detach(), indices), embedding(weight, indices));
    }

    /** Zeros to which slices are added at the places of the index: the gradient of the selection. */
    private static final class IndexAddOp extends Op {
        private final int axis;
        private final Shape target;
        private @Nullable Saved index;

        IndexAddOp(int axis, Shape target) {
            this.axis = axis;
            this.target = target;
        }

        @Override
        public Tensor forward(Tensor... inputs) {
            index = save(inputs[1]);
            Tensor y = Tensor.zeros(inputs[0].dtype(), target);
            Indexing.selectAdd(
                    Pointwise.flat(inputs[0]).storage().array(),
                    Pointwise.longs(inputs[1]),
                    Indices.outer(target, axis),
                    target.dim(axis),
                    inputs[1].size(),
                    Indices.inner(target, axis),
                    y.storage().array());
            return y;
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor upstream) {
            return new @Nullable Tensor[] {
                upstream.indexSelect(axis, afterForward(index).get()), null
            };
        }
    }
}

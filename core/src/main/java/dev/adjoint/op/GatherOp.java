package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Indexing;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[i][j][k] = x[i][index[i][j][k]][k]} for axis 1, and so on: of the shape of the index. The gradient is added
 * to the places that were read.
 */
public final class GatherOp extends Op {
    private final int axis;
    private @Nullable Saved index;

    /** Makes the op for a dimension in {@code [0, rank)}. */
    public GatherOp(int axis) {
        this.axis = axis;
    }

    /** Takes the tensor and the index. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Shape shape = inputs[1].shape();
        Indices.checkShape("gather", inputs[1], x.shape(), axis);
        long[] places = Indices.checked("gather", inputs[1], x.size(axis));
        index = save(inputs[1]);
        Tensor source = Pointwise.flat(Indices.narrowed(x, shape, axis));
        Tensor y = Tensor.empty(x.dtype(), shape);
        Indexing.gather(
                source.storage().array(),
                places,
                Indices.outer(shape, axis),
                x.size(axis),
                shape.dim(axis),
                Indices.inner(shape, axis),
                y.storage().array());
        return y;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor zeros = Tensor.zeros(upstream.dtype(), inputs()[0].shape());
        return new @Nullable Tensor[] {
            zeros.scatterAdd(axis, afterForward(index).get(), upstream), null
        };
    }

    /** Implements {@link Tensor#gather}. */
    public static Tensor gather(Tensor x, int dim, Tensor index) {
        if (x.rank() == 0) {
            return gather(x.reshape(1), dim, index.reshape(-1)).reshape(index.shape());
        }
        return new GatherOp(x.shape().axis("gather", dim)).apply(x, index);
    }

    /** Implements {@link Tensor#takeAlongDim}. */
    public static Tensor takeAlongDim(Tensor x, Tensor index, int dim) {
        if (x.rank() != index.rank()) {
            throw new IllegalArgumentException("takeAlongDim: the index must have the rank of the tensor, index "
                    + index.shape() + " and tensor " + x.shape());
        }
        int axis = x.shape().axis("takeAlongDim", dim);
        Shape common = Shape.broadcast(
                "takeAlongDim", x.shape().with(axis, 1), index.shape().with(axis, 1));
        return gather(
                x.expand(common.with(axis, x.size(axis))), axis, index.expand(common.with(axis, index.size(axis))));
    }
}

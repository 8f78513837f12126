package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Indexing;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x; y[i][index[i][j][k]][k] += source[i][j][k]} for axis 1, and so on, in row-major order of the index.
 *
 * <p>The gradient goes to x, and gathered to the source.
 */
public final class ScatterAddOp extends Op {
    private final int axis;
    private @Nullable Saved index;

    /** Makes the op for a dimension in {@code [0, rank)}. */
    public ScatterAddOp(int axis) {
        this.axis = axis;
    }

    /** Takes the tensor, the index and the source. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor source = inputs[2];
        Shape shape = inputs[1].shape();
        if (x.dtype() != source.dtype() || !x.dtype().isFloat()) {
            throw new IllegalArgumentException("scatterAdd: the tensor and the source must have one float type, got "
                    + x.dtype() + " and " + source.dtype());
        }
        Indices.checkShape("scatterAdd", inputs[1], x.shape(), axis);
        Indices.checkShape("scatterAdd", inputs[1], source.shape(), -1);
        long[] places = Indices.checked("scatterAdd", inputs[1], x.size(axis));
        index = save(inputs[1]);
        Tensor y = Pointwise.copy(x);
        Tensor part = Indices.narrowed(y, shape, axis);
        Tensor flat = Pointwise.flat(part);
        Indexing.scatterAdd(
                Pointwise.flat(Indices.narrowed(source, shape, -1)).storage().array(),
                places,
                Indices.outer(shape, axis),
                x.size(axis),
                shape.dim(axis),
                Indices.inner(shape, axis),
                flat.storage().array());
        if (flat != part) {
            part.copyFrom(flat);
        }
        return y;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        return new @Nullable Tensor[] {
            needsGrad(0) ? upstream : null,
            null,
            needsGrad(2) ? sourceGradient(upstream, afterForward(index).get()) : null
        };
    }

    /** Returns the gradient of the source, which may be larger than the index: nothing of the rest was added. */
    private Tensor sourceGradient(Tensor upstream, Tensor index) {
        Tensor gradient = upstream.gather(axis, index);
        Shape source = inputs()[2].shape();
        for (int i = 0; i < source.rank(); i++) {
            if (gradient.size(i) != source.dim(i)) {
                Shape padded = gradient.shape().with(i, source.dim(i));
                gradient = new UnsliceOp(padded, i, 0, 1).apply(gradient);
            }
        }
        return gradient;
    }

    /** Implements {@link Tensor#scatterAdd}. */
    public static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
        if (x.rank() == 0) {
            return scatterAdd(x.reshape(1), dim, index.reshape(-1), source.reshape(-1))
                    .reshape();
        }
        return new ScatterAddOp(x.shape().axis("scatterAdd", dim)).apply(x, index, source);
    }
}

package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/** Tensors joined along a dimension: {@code [2, 3], [2, 4] → [2, 7]} along 1; each gets its part of the gradient. */
public final class ConcatOp extends Op {
    private final int dim;
    private int axis;

    /** Makes the op for a dimension that may be negative. */
    public ConcatOp(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        if (inputs.length == 0) {
            throw new IllegalArgumentException("concat: takes at least 1 tensor");
        }
        Tensor first = inputs[0];
        axis = first.shape().axis("concat", dim);
        int total = 0;
        for (Tensor input : inputs) {
            boolean fits = input.rank() == first.rank()
                    && input.shape().with(axis, 0).equals(first.shape().with(axis, 0));
            if (!fits || input.dtype() != first.dtype()) {
                throw new IllegalArgumentException("concat: along dimension " + axis + " the first tensor has shape "
                        + first.shape() + " and type " + first.dtype() + ", another " + input.shape() + " and "
                        + input.dtype());
            }
            total += input.size(axis);
        }
        Tensor joined = Tensor.empty(first.dtype(), first.shape().with(axis, total));
        int start = 0;
        for (Tensor input : inputs) {
            joined.view(joined.layout().slice(axis, start, 1, input.size(axis))).copyFrom(input);
            start += input.size(axis);
        }
        return joined;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor[] inputs = inputs();
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs.length];
        int start = 0;
        for (int i = 0; i < inputs.length; i++) {
            int length = inputs[i].size(axis);
            gradients[i] = needsGrad(i) ? upstream.narrow(axis, start, length) : null;
            start += length;
        }
        return gradients;
    }

    /** Implements {@link Tensor#stack}. */
    public static Tensor stack(int dim, Tensor... tensors) {
        if (tensors.length == 0) {
            throw new IllegalArgumentException("stack: takes at least 1 tensor");
        }
        Shape shape = tensors[0].shape();
        int axis = shape.insertionAxis("stack", dim);
        Tensor[] rows = new Tensor[tensors.length];
        for (int i = 0; i < rows.length; i++) {
            if (!tensors[i].shape().equals(shape)) {
                throw new IllegalArgumentException("stack: all tensors must have one shape, the first has " + shape
                        + ", tensor " + i + " has " + tensors[i].shape());
            }
            rows[i] = tensors[i].unsqueeze(axis);
        }
        return new ConcatOp(axis).apply(rows);
    }
}

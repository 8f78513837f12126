package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.Unsliced;
import org.jspecify.annotations.Nullable;

/** Every {@code step}-th element along a dimension, a view; the gradient lies where the elements were, 0 elsewhere. */
public final class SliceOp extends UnaryOp {
    private final int axis;
    private final int start;
    private final int step;
    private final int length;
    private @Nullable Shape source;
    private @Nullable DType dtype;

    /** Makes the op: elements {@code start, start + step, …}, {@code length} of them, along {@code axis}. */
    public SliceOp(int axis, int start, int step, int length) {
        this.axis = axis;
        this.start = start;
        this.step = step;
        this.length = length;
    }

    @Override
    public Tensor forward(Tensor x) {
        source = x.shape();
        dtype = x.dtype();
        return x.view(x.layout().slice(axis, start, step, length));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Shape whole = afterForward(source);
        checkUpstream(upstream, whole.with(axis, length), afterForward(dtype));
        Tensor waiting = Autograd.isRecording() || step > 1 ? null : Unsliced.of(whole, axis, start, upstream);
        return waiting != null ? waiting : new UnsliceOp(whole, axis, start, step).apply(upstream);
    }

    /** Implements {@link Tensor#slice(int, int, int, int)}. */
    public static Tensor slice(Tensor x, int dim, int start, int end, int step) {
        if (step < 1) {
            throw new IllegalArgumentException("slice: step must be >= 1, got " + step);
        }
        int axis = x.shape().axis("slice", dim);
        int size = x.size(axis);
        int from = clamp(start, size);
        int to = clamp(end, size);
        int length = to <= from ? 0 : (to - from - 1) / step + 1;
        return new SliceOp(axis, from, step, length).apply(x);
    }

    private static int clamp(int place, int size) {
        return Math.max(0, Math.min(size, place < 0 ? place + size : place));
    }

    /** Implements {@link Tensor#narrow}. */
    public static Tensor narrow(Tensor x, int dim, int start, int length) {
        int axis = x.shape().axis("narrow", dim);
        int from = start < 0 ? start + x.size(axis) : start;
        if (from < 0 || length < 0 || (long) from + length > x.size(axis)) {
            throw new IllegalArgumentException("narrow: start " + start + " and length " + length
                    + " do not lie within dimension " + axis + " of shape " + x.shape());
        }
        return new SliceOp(axis, from, 1, length).apply(x);
    }

    /** Implements {@link Tensor#select}. */
    public static Tensor select(Tensor x, int dim, int index) {
        int axis = x.shape().axis("select", dim);
        int size = x.size(axis);
        if (index < -size || index >= size) {
            throw new IllegalArgumentException(
                    "select: index " + index + " is out of range for dimension " + axis + " of shape " + x.shape());
        }
        return new SliceOp(axis, index < 0 ? index + size : index, 1, 1)
                .apply(x)
                .squeeze(axis);
    }
}

package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowCrossEntropy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = −ln softmax(x)[c]} along a dimension of classes, for logits {@code x: [*, classes, *]} and one class index
 * c each, {@code INT64} of the shape of x without that dimension. An index of −1 stands for no class: its loss and
 * gradient are 0.
 *
 * <p>The gradient is {@code upstream · (softmax(x) − onehot(c))}. One op, because log-probabilities of all classes,
 * which are not needed, would be written and read back.
 */
public final class CrossEntropyOp extends Op {
    private final int dim;
    private @Nullable Saved logits;
    private @Nullable Saved classes;

    /** Of each row its maximum, and the logarithm of the sum of {@code e^(x − max)}. */
    private @Nullable Tensor max;

    private @Nullable Tensor log;

    /** Makes the op for the dimension of the classes, which may be negative. */
    public CrossEntropyOp(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        if (inputs.length != 2) {
            throw new IllegalArgumentException(
                    "crossEntropy: takes logits and class indices, got " + inputs.length + " tensors");
        }
        Tensor x = inputs[0];
        x.dtype().checkFloat("crossEntropy");
        int axis = x.shape().axis("crossEntropy", dim);
        Shape shape = x.shape().without(axis);
        checkIndex(inputs[1], x.shape(), axis, shape);
        logits = save(x);
        classes = save(inputs[1]);
        Tensor rows = classesLast(x, axis);
        Tensor y = Tensor.zeros(x.dtype(), shape);
        Tensor largest = Tensor.zeros(x.dtype(), shape);
        Tensor logOfSum = Tensor.zeros(x.dtype(), shape);
        long[] chosen = Pointwise.longs(inputs[1]);
        if (x.dtype() == DType.FLOAT32) {
            RowCrossEntropy.forward(
                    Pointwise.floats(rows),
                    chosen,
                    x.size(axis),
                    largest.storage().floats(),
                    logOfSum.storage().floats(),
                    y.storage().floats());
        } else {
            RowCrossEntropy.forward(
                    Pointwise.doubles(rows),
                    chosen,
                    x.size(axis),
                    largest.storage().doubles(),
                    logOfSum.storage().doubles(),
                    y.storage().doubles());
        }
        max = largest;
        log = logOfSum;
        return y;
    }

    private static void checkIndex(Tensor index, Shape logits, int axis, Shape shape) {
        if (index.dtype() != DType.INT64 || !index.shape().equals(shape)) {
            throw new IllegalArgumentException("crossEntropy: logits " + logits + " with classes in dimension " + axis
                    + " take INT64 class indices of shape " + shape + ", got " + index.dtype() + " " + index.shape());
        }
        int count = logits.dim(axis);
        for (long i : Pointwise.longs(index)) {
            if (i < -1 || i >= count) {
                throw new IllegalArgumentException(
                        "crossEntropy: class index " + i + " is out of range, the input has " + count + " classes");
            }
        }
    }

    /** Returns a view with the classes as the last dimension and the others in order. */
    private static Tensor classesLast(Tensor x, int axis) {
        int last = x.rank() - 1;
        if (axis == last) {
            return x;
        }
        int[] order = new int[x.rank()];
        Arrays.setAll(order, i -> i == last ? axis : i < axis ? i : i + 1);
        return x.view(x.layout().permute(order));
    }

    /** The inverse of {@link #classesLast}. */
    private static Tensor classesBack(Tensor rows, int axis) {
        int last = rows.rank() - 1;
        if (axis == last) {
            return rows;
        }
        int[] order = new int[rows.rank()];
        Arrays.setAll(order, i -> i == axis ? last : i < axis ? i : i - 1);
        return rows.view(rows.layout().permute(order));
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor x = afterForward(logits).get();
        Tensor index = afterForward(classes).get();
        checkUpstream(upstream, afterForward(max));
        int axis = x.shape().axis("crossEntropy", dim);
        Tensor gradient = Autograd.isRecording() ? composed(x, index, upstream, axis) : fused(x, index, upstream, axis);
        return new @Nullable Tensor[] {gradient, null};
    }

    private static Tensor composed(Tensor x, Tensor index, Tensor upstream, int axis) {
        Tensor isKept = index.ge(0);
        Tensor column =
                isKept.where(upstream, Tensor.scalar(upstream.dtype(), 0)).unsqueeze(axis);
        Tensor chosen = isKept.where(index, Tensor.zeros(DType.INT64)).unsqueeze(axis);
        Tensor zero = Tensor.scalar(x.dtype(), 0);
        Tensor byRow = isKept.unsqueeze(axis).where(x.softmax(axis).mul(column), zero);
        return byRow.scatterAdd(axis, chosen, column.neg());
    }

    private Tensor fused(Tensor x, Tensor index, Tensor upstream, int axis) {
        Tensor rows = classesLast(x, axis);
        Tensor gradient = Tensor.empty(x.dtype(), rows.shape());
        Tensor largest = afterForward(max);
        Tensor logOfSum = afterForward(log);
        long[] chosen = Pointwise.longs(index);
        if (x.dtype() == DType.FLOAT32) {
            RowCrossEntropy.backward(
                    Pointwise.floats(rows),
                    chosen,
                    largest.storage().floats(),
                    logOfSum.storage().floats(),
                    Pointwise.floats(upstream),
                    x.size(axis),
                    gradient.storage().floats());
        } else {
            RowCrossEntropy.backward(
                    Pointwise.doubles(rows),
                    chosen,
                    largest.storage().doubles(),
                    logOfSum.storage().doubles(),
                    Pointwise.doubles(upstream),
                    x.size(axis),
                    gradient.storage().doubles());
        }
        return classesBack(gradient, axis);
    }
}

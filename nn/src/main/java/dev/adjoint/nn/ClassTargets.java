package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Targets given as class indices {@code [n, d…]} for inputs {@code [n, classes, d…]}: which are ignored, what each
 * weighs.
 */
final class ClassTargets {
    private final Shape shape;

    /** The class of each target, −1 for those that are ignored. */
    private final int[] classes;

    private final int kept;

    /** The weight of each target, 0 for those that are ignored; null if all weigh 1. */
    private final @Nullable Tensor weights;

    /**
     * Reads the targets.
     *
     * @param weight one per class, or null
     * @throws IllegalArgumentException if shapes or types do not fit or an index names no class
     */
    ClassTargets(String loss, Tensor input, Tensor target, @Nullable Tensor weight, long ignoreIndex) {
        if (target.dtype() != DType.INT64 || !input.dtype().isFloat()) {
            throw new IllegalArgumentException(loss + ": expects a float input and INT64 class indices, got "
                    + input.dtype() + " and " + target.dtype());
        }
        int classDim = classDim(loss, input);
        if (!target.shape().equals(input.shape().without(classDim))) {
            throw new IllegalArgumentException(loss + ": expects input [n, classes, ...] and class indices [n, ...], "
                    + "got " + input.shape() + " and " + target.shape());
        }
        shape = target.shape();
        classes = new int[target.size()];
        kept = read(loss, target.contiguous().storage().longs(), input.size(classDim), ignoreIndex);
        if (weight != null) {
            checkWeight(loss, weight, input);
        }
        weights = weight == null ? null : new PickOp(classes, shape).apply(weight);
    }

    /** Returns the dimension of the classes: 1 in a batch, 0 for one sample. */
    static int classDim(String loss, Tensor input) {
        if (input.rank() == 0) {
            throw new IllegalArgumentException(loss + ": expects input [n, classes, ...] or [classes], got a scalar");
        }
        return input.rank() > 1 ? 1 : 0;
    }

    /** Checks a weight per class. */
    static void checkWeight(String loss, Tensor weight, Tensor input) {
        int count = input.size(classDim(loss, input));
        if (weight.rank() != 1 || weight.size() != count) {
            throw new IllegalArgumentException(
                    loss + ": weight must have one element per class, [" + count + "], got " + weight.shape());
        }
        LossChecks.floats(loss + ": weight and input", weight, input);
    }

    /** Fills {@link #classes} and returns how many are not ignored. */
    private int read(String loss, long[] indices, int count, long ignoreIndex) {
        int found = 0;
        for (int i = 0; i < classes.length; i++) {
            long index = indices[i];
            if (index == ignoreIndex) {
                classes[i] = -1;
                continue;
            }
            if (index < 0 || index >= count) {
                throw new IllegalArgumentException(
                        loss + ": class index " + index + " is out of range, the input has " + count + " classes");
            }
            classes[i] = (int) index;
            found++;
        }
        return found;
    }

    /** Returns {@code −weight[t]·x[t]} for each target t, 0 for those that are ignored. */
    Tensor negated(Tensor x) {
        int count = x.size(x.rank() > 1 ? 1 : 0);
        int inner = 1;
        for (int i = 2; i < x.rank(); i++) {
            inner *= x.size(i);
        }
        int[] places = new int[classes.length];
        for (int j = 0; j < places.length; j++) {
            places[j] = classes[j] < 0 ? -1 : (j / inner * count + classes[j]) * inner + j % inner;
        }
        return weighted(new PickOp(places, shape).apply(x).neg());
    }

    /** Returns losses per target times the weight of its class. */
    Tensor weighted(Tensor losses) {
        return weights == null ? losses : losses.mul(weights);
    }

    /** Returns the class of each target, −1 for those that are ignored. */
    Tensor classes() {
        long[] indices = new long[classes.length];
        Arrays.setAll(indices, i -> classes[i]);
        return Tensor.wrap(indices, shape);
    }

    /** Returns values per target, with 0 for those that are ignored. */
    Tensor onlyKept(Tensor values) {
        if (kept == classes.length) {
            return values;
        }
        boolean[] isKept = new boolean[classes.length];
        for (int i = 0; i < isKept.length; i++) {
            isKept[i] = classes[i] >= 0;
        }
        return Tensor.wrap(isKept, shape).where(values, Tensor.scalar(values.dtype(), 0));
    }

    /** Reduces losses per target; the mean is over the weights of those that are not ignored. */
    Tensor reduce(Tensor losses, Reduction reduction) {
        if (reduction != Reduction.MEAN) {
            return reduction.apply(losses);
        }
        return weights == null ? losses.sum().div(kept) : losses.sum().div(weights.sum());
    }
}

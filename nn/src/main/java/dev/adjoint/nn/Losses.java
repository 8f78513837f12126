package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * How far outputs are from their targets. The mean is taken unless another {@link Reduction} is given.
 *
 * <p>Nothing is broadcast: outputs {@code [n, 1]} against targets {@code [n]} would give n² differences and a plausible
 * number, so it is an error.
 */
public final class Losses {
    private Losses() {}

    /** {@code (input − target)²}, the mean of all elements. */
    public static Tensor mseLoss(Tensor input, Tensor target) {
        return mseLoss(input, target, Reduction.MEAN);
    }

    /**
     * {@code (input − target)²}.
     *
     * @param input any shape
     * @param target of the same shape and type
     * @throws IllegalArgumentException if shapes or types differ
     */
    public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
        checkAlike("mseLoss", input, target);
        return reduction.apply(input.sub(target).square());
    }

    /** {@code −ln softmax(logits)[target]}, the mean over the batch. */
    public static Tensor crossEntropy(Tensor logits, Tensor target) {
        return crossEntropy(logits, target, Reduction.MEAN);
    }

    /**
     * {@code −ln softmax(logits)[target]}, the softmax taken over the classes.
     *
     * @param logits {@code [n, classes]}, {@code [n, classes, d…]}, or {@code [classes]} for one sample
     * @param target class indices, {@code INT64}, of the shape of the logits without the classes
     * @throws IllegalArgumentException if shapes or types do not fit or an index names no class
     */
    public static Tensor crossEntropy(Tensor logits, Tensor target, Reduction reduction) {
        int classDim = logits.rank() > 1 ? 1 : 0;
        checkClasses(logits, target, classDim);
        Tensor chosen = logits.logSoftmax(classDim).gather(classDim, target.unsqueeze(classDim));
        return reduction.apply(chosen.reshape(target.shape()).neg());
    }

    private static void checkClasses(Tensor logits, Tensor target, int classDim) {
        if (target.dtype() != DType.INT64) {
            throw new IllegalArgumentException(
                    "crossEntropy: the target must be INT64 class indices, got " + target.dtype());
        }
        if (logits.rank() == 0 || !target.shape().equals(without(logits.shape(), classDim))) {
            throw new IllegalArgumentException(
                    "crossEntropy: expects logits [n, classes, ...] and target [n, ...], got " + logits.shape()
                            + " and " + target.shape());
        }
        int classes = logits.size(classDim);
        for (long index : target.toLongArray()) {
            if (index < 0 || index >= classes) {
                throw new IllegalArgumentException("crossEntropy: class index " + index
                        + " is out of range, the logits have " + classes + " classes");
            }
        }
    }

    private static Shape without(Shape shape, int dim) {
        boolean[] dropped = new boolean[shape.rank()];
        dropped[dim] = true;
        return shape.reduce(dropped, false);
    }

    /** {@code −t·ln σ(x) − (1 − t)·ln(1 − σ(x))}, the mean of all elements. */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target) {
        return binaryCrossEntropyWithLogits(logits, target, Reduction.MEAN);
    }

    /**
     * {@code −t·ln σ(x) − (1 − t)·ln(1 − σ(x))}, computed from the logits x so that none is too large.
     *
     * @param logits any shape
     * @param target probabilities in [0, 1], of the same shape and type
     * @throws IllegalArgumentException if shapes or types differ
     */
    public static Tensor binaryCrossEntropyWithLogits(Tensor logits, Tensor target, Reduction reduction) {
        checkAlike("binaryCrossEntropyWithLogits", logits, target);
        return reduction.apply(new BinaryCrossEntropyWithLogitsOp().apply(logits, target));
    }

    private static void checkAlike(String loss, Tensor input, Tensor target) {
        if (!input.shape().equals(target.shape())) {
            throw new IllegalArgumentException(loss + ": input and target must have one shape, got " + input.shape()
                    + " and " + target.shape() + "; a loss does not broadcast, reshape one of them");
        }
        if (input.dtype() != target.dtype() || !input.dtype().isFloat()) {
            throw new IllegalArgumentException(loss + ": input and target must have one float type, got "
                    + input.dtype() + " and " + target.dtype() + "; convert one with to(DType)");
        }
    }
}

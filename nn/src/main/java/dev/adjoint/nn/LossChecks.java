package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** Checks of what losses are applied to; the messages name the loss. */
final class LossChecks {
    private LossChecks() {}

    /** Checks for one shape and one float type: broadcasting would give a plausible number. */
    static void alike(String loss, Tensor input, Tensor target) {
        alike(loss, "input", input, "target", target);
    }

    /** As {@link #alike(String, Tensor, Tensor)}, for tensors of other names. */
    static void alike(String loss, String leftName, Tensor left, String rightName, Tensor right) {
        String both = loss + ": " + leftName + " and " + rightName;
        if (!left.shape().equals(right.shape())) {
            throw new IllegalArgumentException(both + " must have one shape, got " + left.shape() + " and "
                    + right.shape() + "; a loss does not broadcast, reshape one of them");
        }
        floats(both, left, right);
    }

    /** Checks for one float type; {@code both} starts the message. */
    static void floats(String both, Tensor left, Tensor right) {
        if (left.dtype() != right.dtype() || !left.dtype().isFloat()) {
            throw new IllegalArgumentException(both + " must have one float type, got " + left.dtype() + " and "
                    + right.dtype() + "; convert one with to(DType)");
        }
    }

    /** Checks a weight that is broadcast to the input. */
    static void weight(String loss, String name, Tensor weight, Tensor input) {
        if (!weight.shape().expandsTo(input.shape())) {
            throw new IllegalArgumentException(loss + ": " + name + " must broadcast to the input, got "
                    + weight.shape() + " and " + input.shape());
        }
        floats(loss + ": " + name + " and input", weight, input);
    }

    /** Checks for numbers in [0, 1]. */
    static void probabilities(String loss, String name, Tensor tensor) {
        for (double p : tensor.toDoubleArray()) {
            if (!(p >= 0 && p <= 1)) {
                throw new IllegalArgumentException(loss + ": " + name + " must be in [0, 1], got " + p);
            }
        }
    }

    /** Checks for targets 1 and −1. */
    static void signs(String loss, Tensor target) {
        for (double t : target.toDoubleArray()) {
            if (Math.abs(t) != 1) {
                throw new IllegalArgumentException(loss + ": the target must be 1 or -1 everywhere, got " + t);
            }
        }
    }
}

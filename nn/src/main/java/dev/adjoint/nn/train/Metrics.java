package dev.adjoint.nn.train;

import dev.adjoint.DType;
import dev.adjoint.Tensor;

/** Common metrics. */
public final class Metrics {
    private Metrics() {}

    /**
     * The share of samples whose largest logit is that of the target's class; of equal logits the first counts.
     *
     * @param logits {@code [n, classes, …]}
     * @param targets class indices, {@code INT64} of the shape of the logits without the classes
     * @throws IllegalArgumentException if shapes or types do not fit
     */
    public static double accuracy(Tensor logits, Tensor targets) {
        if (logits.rank() < 2 || logits.size(1) < 2) {
            throw new IllegalArgumentException("accuracy: expects logits [n, classes, ...] of two classes or more, got "
                    + logits.shape() + "; for one logit a sample take binaryAccuracy");
        }
        return share("accuracy", logits.argmax(1), targets);
    }

    /**
     * The share of elements whose logit has the sign of the target, as in binary classification: a logit over 0 stands
     * for 1.
     *
     * @param logits any shape
     * @param targets 0 or 1, of the shape and type of the logits
     * @throws IllegalArgumentException if shapes or types do not fit
     */
    public static double binaryAccuracy(Tensor logits, Tensor targets) {
        return share("binaryAccuracy", logits.gt(0).to(targets.dtype()), targets);
    }

    /** {@code |output − target|}, the mean of all elements; shapes and types must be equal. */
    public static double meanAbsoluteError(Tensor outputs, Tensor targets) {
        checkShapes("meanAbsoluteError", outputs, targets);
        return outputs.sub(targets).abs().to(DType.FLOAT64).mean().item();
    }

    private static double share(String metric, Tensor guesses, Tensor targets) {
        checkShapes(metric, guesses, targets);
        return guesses.eq(targets).to(DType.FLOAT64).mean().item();
    }

    private static void checkShapes(String metric, Tensor outputs, Tensor targets) {
        if (!outputs.shape().equals(targets.shape())) {
            throw new IllegalArgumentException(metric + ": outputs and targets must have one shape, got "
                    + outputs.shape() + " and " + targets.shape() + "; a metric does not broadcast");
        }
    }
}

package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * Cross-entropy of rows of {@code n} logits with one class each, and its gradient, without the array of all
 * log-probabilities in between. A negative class stands for none: its row has loss and gradient 0.
 *
 * <p>The same sums in the same order as log-softmax, choice of the class and their gradients one after the other, and
 * so the same bits.
 */
public final class RowCrossEntropy {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 1;

    private RowCrossEntropy() {}

    /** {@code out[r] = −(x[r, c] − max[r] − log[r])} with {@code log[r] = ln Σ_i e^(x[r, i] − max[r])}. */
    public static void forward(float[] x, long[] classes, int n, float[] max, float[] log, float[] out) {
        Parallel.range(classes.length, NANOS * n, 1, (from, to) -> {
            float[] row = new float[n];
            for (int r = from; r < to; r++) {
                if (classes[r] >= 0) {
                    max[r] = Kernels.FLOAT_REDUCE.max(x, r * n, n);
                    log[r] = FloatMath.log(RowSoftmax.sumOfExp(x, r * n, n, max[r], row, 0));
                    out[r] = -(x[r * n + (int) classes[r]] - max[r] - log[r]);
                }
            }
        });
    }

    /** {@code out[r] = −(x[r, c] − max[r] − log[r])} with {@code log[r] = ln Σ_i e^(x[r, i] − max[r])}. */
    public static void forward(double[] x, long[] classes, int n, double[] max, double[] log, double[] out) {
        Parallel.range(classes.length, NANOS * n, 1, (from, to) -> {
            double[] row = new double[n];
            for (int r = from; r < to; r++) {
                if (classes[r] >= 0) {
                    max[r] = Kernels.DOUBLE_REDUCE.max(x, r * n, n);
                    log[r] = DoubleMath.log(RowSoftmax.sumOfExp(x, r * n, n, max[r], row, 0));
                    out[r] = -(x[r * n + (int) classes[r]] - max[r] - log[r]);
                }
            }
        });
    }

    /** {@code out[r, i] = g[r] · (softmax(x)[r, i] − 1 if i is the class)}, with max and log of the forward pass. */
    public static void backward(float[] x, long[] classes, float[] max, float[] log, float[] g, int n, float[] out) {
        Parallel.range(classes.length, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                if (classes[r] < 0) {
                    Arrays.fill(out, start, end, 0);
                } else {
                    Kernels.FLOAT_EXPONENTIALS.scaled(x, max[r], log[r], g[r], out, start, end);
                    out[start + (int) classes[r]] -= g[r];
                }
            }
        });
    }

    /** {@code out[r, i] = g[r] · (softmax(x)[r, i] − 1 if i is the class)}, with max and log of the forward pass. */
    public static void backward(
            double[] x, long[] classes, double[] max, double[] log, double[] g, int n, double[] out) {
        Parallel.range(classes.length, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                if (classes[r] < 0) {
                    Arrays.fill(out, start, end, 0);
                } else {
                    Kernels.DOUBLE_EXPONENTIALS.scaled(x, max[r], log[r], g[r], out, start, end);
                    out[start + (int) classes[r]] -= g[r];
                }
            }
        });
    }
}

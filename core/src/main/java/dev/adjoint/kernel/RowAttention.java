package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * Softmax of the scores of attention, in place, and its gradient, over rows of {@code n} keys that lie one after the
 * other.
 *
 * <p>The exponentials of several short rows are one loop: each is shorter than a loop of vectors is worth.
 */
public final class RowAttention {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 1.5;

    /** About as many elements are worked on at a time: they stay in the first-level cache. */
    private static final int STRETCH = 2048;

    /** From this length on a loop of vectors is worth it for each row. */
    private static final int WIDE = 64;

    private RowAttention() {}

    /**
     * Replaces rows of scores by {@code softmax(scale · scores)}.
     *
     * @param queries if causal, row r is that of query {@code r mod queries}, which may attend to as many keys and one;
     *     the others weigh 0
     */
    public static void forward(float[] x, int rows, int n, float scale, boolean causal, int queries) {
        if (n >= WIDE) {
            wideRows(x, rows, n, scale, causal, queries);
            return;
        }
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        BinaryLoop div = Loops.binary(Arithmetic.DIV);
        int step = Math.max(1, STRETCH / Math.max(1, n));
        Parallel.range(n == 0 ? 0 : rows, NANOS * n, 1, (from, to) -> {
            for (int first = from; first < to; first += step) {
                int last = Math.min(to, first + step);
                for (int r = first; r < last; r++) {
                    int start = r * n;
                    int end = start + (causal ? Math.min(n, r % queries + 1) : n);
                    mul.zip(Arithmetic.MUL, x, scale, x, start, end);
                    float max = Kernels.FLOAT_REDUCE.max(x, start, end - start);
                    sub.zip(Arithmetic.SUB, x, max, x, start, end);
                    Arrays.fill(x, end, start + n, Float.NEGATIVE_INFINITY);
                }
                Loops.unary(Elementary.EXP).map(Elementary.EXP, x, x, first * n, last * n);
                for (int r = first; r < last; r++) {
                    div.zip(Arithmetic.DIV, x, Reduce.sumRow(x, r * n, n), x, r * n, r * n + n);
                }
            }
        });
    }

    /**
     * Each row by itself, in a buffer, and no further than the keys that it may attend to, rounded up to 16, a multiple
     * of the lanes of a sum: each lane then adds the same numbers in the same order as over the whole row, but for
     * zeros at its end. What is cheap is done for {@value #WIDE} keys at least, which is what loops of vectors are for.
     */
    private static void wideRows(float[] x, int rows, int n, float scale, boolean causal, int queries) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop div = Loops.binary(Arithmetic.DIV);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            float[] row = new float[n];
            for (int r = from; r < to; r++) {
                int start = r * n;
                int seen = causal ? Math.min(n, r % queries + 1) : n;
                int lanes = n > FloatReduce.BLOCK ? n : Math.min(n, (seen + 15) & -16);
                int width = Math.max(WIDE, lanes);
                mul.zip(Arithmetic.MUL, x, scale, x, start, start + width);
                Arrays.fill(x, start + seen, start + width, Float.NEGATIVE_INFINITY);
                float max = Kernels.FLOAT_REDUCE.max(x, start, width);
                float sum = RowSoftmax.sumOfExp(x, start, lanes, max, row, 0);
                Arrays.fill(row, lanes, width, 0);
                div.zip(Arithmetic.DIV, row, sum, row, 0, width);
                Arrays.fill(row, width, n, 0 / sum);
                System.arraycopy(row, 0, x, start, n);
            }
        });
    }

    /**
     * Replaces rows of gradients g by the gradients of the scores, {@code y · (g − Σ g·y) · scale}, y being softmax.
     */
    public static void backward(float[] y, float[] g, int rows, int n, float scale) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            float[] weights = new float[n];
            float[] gradients = new float[n];
            float[] product = new float[n];
            for (int r = from; r < to; r++) {
                System.arraycopy(y, r * n, weights, 0, n);
                System.arraycopy(g, r * n, gradients, 0, n);
                for (int i = 0; i < n; i++) {
                    product[i] = gradients[i] * weights[i];
                }
                float sum = Reduce.sumRow(product, 0, n);
                for (int i = 0; i < n; i++) {
                    gradients[i] = weights[i] * (gradients[i] - sum) * scale;
                }
                System.arraycopy(gradients, 0, g, r * n, n);
            }
        });
    }

    /**
     * Replaces rows of scores by {@code softmax(scale · scores)}.
     *
     * @param queries if causal, row r is that of query {@code r mod queries}, which may attend to as many keys and one;
     *     the others weigh 0
     */
    public static void forward(double[] x, int rows, int n, double scale, boolean causal, int queries) {
        if (n >= WIDE) {
            wideRows(x, rows, n, scale, causal, queries);
            return;
        }
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        BinaryLoop div = Loops.binary(Arithmetic.DIV);
        int step = Math.max(1, STRETCH / Math.max(1, n));
        Parallel.range(n == 0 ? 0 : rows, NANOS * n, 1, (from, to) -> {
            for (int first = from; first < to; first += step) {
                int last = Math.min(to, first + step);
                for (int r = first; r < last; r++) {
                    int start = r * n;
                    int end = start + (causal ? Math.min(n, r % queries + 1) : n);
                    mul.zip(Arithmetic.MUL, x, scale, x, start, end);
                    double max = Kernels.DOUBLE_REDUCE.max(x, start, end - start);
                    sub.zip(Arithmetic.SUB, x, max, x, start, end);
                    Arrays.fill(x, end, start + n, Double.NEGATIVE_INFINITY);
                }
                Loops.unary(Elementary.EXP).map(Elementary.EXP, x, x, first * n, last * n);
                for (int r = first; r < last; r++) {
                    div.zip(Arithmetic.DIV, x, Reduce.sumRow(x, r * n, n), x, r * n, r * n + n);
                }
            }
        });
    }

    /**
     * Each row by itself, in a buffer, and no further than the keys that it may attend to, rounded up to 16, a multiple
     * of the lanes of a sum: each lane then adds the same numbers in the same order as over the whole row, but for
     * zeros at its end. What is cheap is done for {@value #WIDE} keys at least, which is what loops of vectors are for.
     */
    private static void wideRows(double[] x, int rows, int n, double scale, boolean causal, int queries) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop div = Loops.binary(Arithmetic.DIV);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            double[] row = new double[n];
            for (int r = from; r < to; r++) {
                int start = r * n;
                int seen = causal ? Math.min(n, r % queries + 1) : n;
                int lanes = n > FloatReduce.BLOCK ? n : Math.min(n, (seen + 15) & -16);
                int width = Math.max(WIDE, lanes);
                mul.zip(Arithmetic.MUL, x, scale, x, start, start + width);
                Arrays.fill(x, start + seen, start + width, Double.NEGATIVE_INFINITY);
                double max = Kernels.DOUBLE_REDUCE.max(x, start, width);
                double sum = RowSoftmax.sumOfExp(x, start, lanes, max, row, 0);
                Arrays.fill(row, lanes, width, 0);
                div.zip(Arithmetic.DIV, row, sum, row, 0, width);
                Arrays.fill(row, width, n, 0 / sum);
                System.arraycopy(row, 0, x, start, n);
            }
        });
    }

    /**
     * Replaces rows of gradients g by the gradients of the scores, {@code y · (g − Σ g·y) · scale}, y being softmax.
     */
    public static void backward(double[] y, double[] g, int rows, int n, double scale) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            double[] weights = new double[n];
            double[] gradients = new double[n];
            double[] product = new double[n];
            for (int r = from; r < to; r++) {
                System.arraycopy(y, r * n, weights, 0, n);
                System.arraycopy(g, r * n, gradients, 0, n);
                for (int i = 0; i < n; i++) {
                    product[i] = gradients[i] * weights[i];
                }
                double sum = Reduce.sumRow(product, 0, n);
                for (int i = 0; i < n; i++) {
                    gradients[i] = weights[i] * (gradients[i] - sum) * scale;
                }
                System.arraycopy(gradients, 0, g, r * n, n);
            }
        });
    }
}

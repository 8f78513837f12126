package dev.adjoint.kernel;

/**
 * Softmax and its kin over rows of {@code n} elements that lie one after the other, and their backward products.
 *
 * <p>The maximum of a row is subtracted first, so that nothing overflows. Rows never depend on each other and are
 * shared out over the cores.
 */
public final class RowSoftmax {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 1.5;

    private RowSoftmax() {}

    /** {@code out[r] = ln Σ_i e^x[r, i]}; −∞ for an empty row. */
    public static void logSumExp(float[] x, int rows, int n, float[] out) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            float[] row = new float[n];
            for (int r = from; r < to; r++) {
                float max = n == 0 ? 0 : Kernels.FLOAT_REDUCE.max(x, r * n, n);
                float shift = Float.isInfinite(max) ? 0 : max;
                float sum = max > shift ? max : sumOfExp(x, r * n, n, shift, row, 0);
                out[r] = shift + FloatMath.log(sum);
            }
        });
    }

    /** {@code out[r] = ln Σ_i e^x[r, i]}; −∞ for an empty row. */
    public static void logSumExp(double[] x, int rows, int n, double[] out) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            double[] row = new double[n];
            for (int r = from; r < to; r++) {
                double max = n == 0 ? 0 : Kernels.DOUBLE_REDUCE.max(x, r * n, n);
                double shift = Double.isInfinite(max) ? 0 : max;
                double sum = max > shift ? max : sumOfExp(x, r * n, n, shift, row, 0);
                out[r] = shift + DoubleMath.log(sum);
            }
        });
    }

    /** {@code out[r, i] = e^x[r, i] / Σ_j e^x[r, j]}. */
    public static void softmax(float[] x, int rows, int n, float[] out) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                float sum = sumOfExp(x, start, n, Kernels.FLOAT_REDUCE.max(x, start, n), out, start);
                Loops.binary(Arithmetic.DIV).zip(Arithmetic.DIV, out, sum, out, start, start + n);
            }
        });
    }

    /** {@code out[r, i] = e^x[r, i] / Σ_j e^x[r, j]}. */
    public static void softmax(double[] x, int rows, int n, double[] out) {
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                double sum = sumOfExp(x, start, n, Kernels.DOUBLE_REDUCE.max(x, start, n), out, start);
                Loops.binary(Arithmetic.DIV).zip(Arithmetic.DIV, out, sum, out, start, start + n);
            }
        });
    }

    /** {@code out[r, i] = x[r, i] − ln Σ_j e^x[r, j]}. */
    public static void logSoftmax(float[] x, int rows, int n, float[] out) {
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            float[] row = new float[n];
            for (int r = from; r < to; r++) {
                int start = r * n;
                float max = Kernels.FLOAT_REDUCE.max(x, start, n);
                float log = FloatMath.log(sumOfExp(x, start, n, max, row, 0));
                sub.zip(Arithmetic.SUB, x, max, out, start, start + n);
                sub.zip(Arithmetic.SUB, out, log, out, start, start + n);
            }
        });
    }

    /** {@code out[r, i] = x[r, i] − ln Σ_j e^x[r, j]}. */
    public static void logSoftmax(double[] x, int rows, int n, double[] out) {
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            double[] row = new double[n];
            for (int r = from; r < to; r++) {
                int start = r * n;
                double max = Kernels.DOUBLE_REDUCE.max(x, start, n);
                double log = DoubleMath.log(sumOfExp(x, start, n, max, row, 0));
                sub.zip(Arithmetic.SUB, x, max, out, start, start + n);
                sub.zip(Arithmetic.SUB, out, log, out, start, start + n);
            }
        });
    }

    /** Writes {@code out[to …] = e^(x[from …] − shift)} and returns its sum; no x is greater than the shift. */
    static float sumOfExp(float[] x, int from, int n, float shift, float[] out, int to) {
        Kernels.FLOAT_EXPONENTIALS.shifted(x, from, n, shift, out, to);
        return Reduce.sumRow(out, to, n);
    }

    /** Writes {@code out[to …] = e^(x[from …] − shift)} and returns its sum; no x is greater than the shift. */
    static double sumOfExp(double[] x, int from, int n, double shift, double[] out, int to) {
        Kernels.DOUBLE_EXPONENTIALS.shifted(x, from, n, shift, out, to);
        return Reduce.sumRow(out, to, n);
    }

    /** The gradient of softmax: {@code out = y · (g − Σ g·y)}, row by row. */
    public static void softmaxBackward(float[] y, float[] g, int rows, int n, float[] out) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                mul.zip(Arithmetic.MUL, g, y, out, start, end);
                sub.zip(Arithmetic.SUB, g, Reduce.sumRow(out, start, n), out, start, end);
                mul.zip(Arithmetic.MUL, y, out, out, start, end);
            }
        });
    }

    /** The gradient of softmax: {@code out = y · (g − Σ g·y)}, row by row. */
    public static void softmaxBackward(double[] y, double[] g, int rows, int n, double[] out) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                mul.zip(Arithmetic.MUL, g, y, out, start, end);
                sub.zip(Arithmetic.SUB, g, Reduce.sumRow(out, start, n), out, start, end);
                mul.zip(Arithmetic.MUL, y, out, out, start, end);
            }
        });
    }

    /** The gradient of log-softmax: {@code out = g − e^y · Σ g}, row by row. */
    public static void logSoftmaxBackward(float[] y, float[] g, int rows, int n, float[] out) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        UnaryLoop exp = Loops.unary(Elementary.EXP);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                exp.map(Elementary.EXP, y, out, start, end);
                mul.zip(Arithmetic.MUL, out, Reduce.sumRow(g, start, n), out, start, end);
                sub.zip(Arithmetic.SUB, g, out, out, start, end);
            }
        });
    }

    /** The gradient of log-softmax: {@code out = g − e^y · Σ g}, row by row. */
    public static void logSoftmaxBackward(double[] y, double[] g, int rows, int n, double[] out) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        UnaryLoop exp = Loops.unary(Elementary.EXP);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                int start = r * n;
                int end = start + n;
                exp.map(Elementary.EXP, y, out, start, end);
                mul.zip(Arithmetic.MUL, out, Reduce.sumRow(g, start, n), out, start, end);
                sub.zip(Arithmetic.SUB, g, out, out, start, end);
            }
        });
    }
}

package dev.adjoint.kernel;

/**
 * Sums and maxima over the middle dimension of an array seen as {@code [outer, length, inner]}, row-major.
 *
 * <p>Rows ({@code inner = 1}) are cut into blocks of {@value FloatReduce#BLOCK}, columns into blocks of {@value #ROWS}
 * rows, whose sums are added pairwise: a fixed tree that knows neither threads nor vector width.
 */
public final class Reduce {
    /** Columns are summed one row after the other in blocks of this many rows. */
    static final int ROWS = 256;

    /** Rows from this length on are worth summing on two threads. */
    private static final int LONG_ROW = 1 << 19;

    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 0.2;

    /** The same for columns, where hardly an element lies beside the one read before. */
    private static final double COLUMN_NANOS = 0.6;

    private static final float[] ONE_FLOAT = {1};
    private static final double[] ONE_DOUBLE = {1};

    private Reduce() {}

    /** {@code out[o, i] = Σ_l x[offset + (o·length + l)·inner + i]}. */
    public static void sum(float[] x, int offset, int outer, int length, int inner, float[] out) {
        if (outer == 1 && inner > 1) {
            Parallel.range(
                    inner,
                    COLUMN_NANOS * length,
                    16,
                    (from, to) -> sumColumns(x, offset + from, length, inner, out, from, to - from));
            return;
        }
        Parallel.range(outer, NANOS * length * inner, 1, (from, to) -> {
            for (int o = from; o < to; o++) {
                int start = offset + o * length * inner;
                if (inner == 1) {
                    out[o] = sumRow(x, start, length);
                } else {
                    sumColumns(x, start, length, inner, out, o * inner, inner);
                }
            }
        });
    }

    /** {@code out[o, i] = Σ_l x[offset + (o·length + l)·inner + i]}. */
    public static void sum(double[] x, int offset, int outer, int length, int inner, double[] out) {
        if (outer == 1 && inner > 1) {
            Parallel.range(
                    inner,
                    COLUMN_NANOS * length,
                    16,
                    (from, to) -> sumColumns(x, offset + from, length, inner, out, from, to - from));
            return;
        }
        Parallel.range(outer, NANOS * length * inner, 1, (from, to) -> {
            for (int o = from; o < to; o++) {
                int start = offset + o * length * inner;
                if (inner == 1) {
                    out[o] = sumRow(x, start, length);
                } else {
                    sumColumns(x, start, length, inner, out, o * inner, inner);
                }
            }
        });
    }

    static float sumRow(float[] x, int offset, int n) {
        if (n <= FloatReduce.BLOCK) {
            return Kernels.FLOAT_REDUCE.sum(x, offset, n);
        }
        int left = half(n, FloatReduce.BLOCK);
        if (n < LONG_ROW) {
            return sumRow(x, offset, left) + sumRow(x, offset + left, n - left);
        }
        float[] sums = new float[2];
        Parallel.range(2, NANOS * left, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                sums[part] = part == 0 ? sumRow(x, offset, left) : sumRow(x, offset + left, n - left);
            }
        });
        return sums[0] + sums[1];
    }

    static double sumRow(double[] x, int offset, int n) {
        if (n <= FloatReduce.BLOCK) {
            return Kernels.DOUBLE_REDUCE.sum(x, offset, n);
        }
        int left = half(n, FloatReduce.BLOCK);
        if (n < LONG_ROW) {
            return sumRow(x, offset, left) + sumRow(x, offset + left, n - left);
        }
        double[] sums = new double[2];
        Parallel.range(2, NANOS * left, 1, (from, to) -> {
            for (int part = from; part < to; part++) {
                sums[part] = part == 0 ? sumRow(x, offset, left) : sumRow(x, offset + left, n - left);
            }
        });
        return sums[0] + sums[1];
    }

    /** Returns about half of n, a multiple of {@code block}. */
    private static int half(int n, int block) {
        int blocks = (n - 1) / block + 1;
        return blocks / 2 * block;
    }

    /** Sums of n columns are the product of a row of ones and the matrix: {@code fma(1, x, acc)} is {@code acc + x}. */
    private static void sumColumns(float[] x, int offset, int rows, int stride, float[] out, int outOffset, int n) {
        if (rows <= ROWS) {
            Kernels.FLOAT_MATMUL.multiply(1, n, rows, ONE_FLOAT, 0, 0, 0, x, offset, stride, 1, out, outOffset, n);
            return;
        }
        int upper = half(rows, ROWS);
        float[] lower = new float[n];
        sumColumns(x, offset, upper, stride, out, outOffset, n);
        sumColumns(x, offset + upper * stride, rows - upper, stride, lower, 0, n);
        for (int i = 0; i < n; i++) {
            out[outOffset + i] += lower[i];
        }
    }

    private static void sumColumns(double[] x, int offset, int rows, int stride, double[] out, int outOffset, int n) {
        if (rows <= ROWS) {
            Kernels.DOUBLE_MATMUL.multiply(1, n, rows, ONE_DOUBLE, 0, 0, 0, x, offset, stride, 1, out, outOffset, n);
            return;
        }
        int upper = half(rows, ROWS);
        double[] lower = new double[n];
        sumColumns(x, offset, upper, stride, out, outOffset, n);
        sumColumns(x, offset + upper * stride, rows - upper, stride, lower, 0, n);
        for (int i = 0; i < n; i++) {
            out[outOffset + i] += lower[i];
        }
    }

    /** {@code out[o, i] = max_l x[offset + (o·length + l)·inner + i]}, NaN if one is NaN; length is at least 1. */
    public static void max(float[] x, int offset, int outer, int length, int inner, float[] out) {
        Parallel.range(outer, NANOS * length * inner, 1, (from, to) -> {
            for (int o = from; o < to; o++) {
                int start = offset + o * length * inner;
                if (inner == 1) {
                    out[o] = Kernels.FLOAT_REDUCE.max(x, start, length);
                } else {
                    maxOfColumns(x, start, length, inner, out, o * inner);
                }
            }
        });
    }

    private static void maxOfColumns(float[] x, int offset, int rows, int inner, float[] out, int outOffset) {
        System.arraycopy(x, offset, out, outOffset, inner);
        for (int l = 1; l < rows; l++) {
            for (int i = 0; i < inner; i++) {
                out[outOffset + i] = Math.max(out[outOffset + i], x[offset + l * inner + i]);
            }
        }
    }

    /** {@code out[o, i] = max_l x[offset + (o·length + l)·inner + i]}, NaN if one is NaN; length is at least 1. */
    public static void max(double[] x, int offset, int outer, int length, int inner, double[] out) {
        Parallel.range(outer, NANOS * length * inner, 1, (from, to) -> {
            for (int o = from; o < to; o++) {
                int start = offset + o * length * inner;
                if (inner == 1) {
                    out[o] = Kernels.DOUBLE_REDUCE.max(x, start, length);
                } else {
                    maxOfColumns(x, start, length, inner, out, o * inner);
                }
            }
        });
    }

    private static void maxOfColumns(double[] x, int offset, int rows, int inner, double[] out, int outOffset) {
        System.arraycopy(x, offset, out, outOffset, inner);
        for (int l = 1; l < rows; l++) {
            for (int i = 0; i < inner; i++) {
                out[outOffset + i] = Math.max(out[outOffset + i], x[offset + l * inner + i]);
            }
        }
    }
}

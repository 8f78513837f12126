package dev.adjoint.kernel;

/** Rows put together of parts that lie in arrays of their own. */
public final class RowParts {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 0.5;

    private RowParts() {}

    /**
     * {@code out[r, starts[p] + i] = parts[p][r, i] + 0}: a sum with zeros, in which −0 becomes +0. The other elements
     * of {@code out} are 0 before and after.
     *
     * @param starts where in a row each part starts; no two overlap
     * @param lengths how much of a row each part is
     * @param n the length of a row
     */
    public static void join(float[][] parts, int[] starts, int[] lengths, int rows, int n, float[] out) {
        BinaryLoop add = Loops.binary(Arithmetic.ADD);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int p = 0; p < parts.length; p++) {
                    System.arraycopy(parts[p], r * lengths[p], out, r * n + starts[p], lengths[p]);
                }
                add.zip(Arithmetic.ADD, out, 0f, out, r * n, r * n + n);
            }
        });
    }

    /**
     * {@code out[r, starts[p] + i] = parts[p][r, i] + 0}: a sum with zeros, in which −0 becomes +0. The other elements
     * of {@code out} are 0 before and after.
     *
     * @param starts where in a row each part starts; no two overlap
     * @param lengths how much of a row each part is
     * @param n the length of a row
     */
    public static void join(double[][] parts, int[] starts, int[] lengths, int rows, int n, double[] out) {
        BinaryLoop add = Loops.binary(Arithmetic.ADD);
        Parallel.range(rows, NANOS * n, 1, (from, to) -> {
            for (int r = from; r < to; r++) {
                for (int p = 0; p < parts.length; p++) {
                    System.arraycopy(parts[p], r * lengths[p], out, r * n + starts[p], lengths[p]);
                }
                add.zip(Arithmetic.ADD, out, 0.0, out, r * n, r * n + n);
            }
        });
    }
}

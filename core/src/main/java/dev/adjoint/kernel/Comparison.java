package dev.adjoint.kernel;

/** The six comparisons, each told by its answers to the four ways in which two numbers can relate. */
public enum Comparison {
    /** {@code a == b}. */
    EQ(false, true, false, false),
    /** {@code a != b}, true for NaN. */
    NE(true, false, true, true),
    /** {@code a < b}. */
    LT(true, false, false, false),
    /** {@code a <= b}. */
    LE(true, true, false, false),
    /** {@code a > b}. */
    GT(false, false, true, false),
    /** {@code a >= b}. */
    GE(false, true, true, false);

    private final boolean less;
    private final boolean equal;
    private final boolean greater;
    private final boolean unordered;

    Comparison(boolean less, boolean equal, boolean greater, boolean unordered) {
        this.less = less;
        this.equal = equal;
        this.greater = greater;
        this.unordered = unordered;
    }

    /** {@code out[i] = a[i] ? b[i]} for {@code i} in {@code [from, to)}. */
    public void run(float[] a, float[] b, boolean[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] < b[i] ? less : a[i] > b[i] ? greater : a[i] == b[i] ? equal : unordered;
        }
    }

    /** {@code out[i] = a[i] ? b[i]} for {@code i} in {@code [from, to)}. */
    public void run(double[] a, double[] b, boolean[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] < b[i] ? less : a[i] > b[i] ? greater : a[i] == b[i] ? equal : unordered;
        }
    }

    /** {@code out[i] = a[i] ? b[i]} for {@code i} in {@code [from, to)}. */
    public void run(long[] a, long[] b, boolean[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] < b[i] ? less : a[i] > b[i] ? greater : equal;
        }
    }

    /** {@code out[i] = a[i] ? b[i]} for {@code i} in {@code [from, to)}, false before true. */
    public void run(boolean[] a, boolean[] b, boolean[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = a[i] == b[i] ? equal : a[i] ? greater : less;
        }
    }
}

package dev.adjoint.kernel;

/** {@code out[i] = condition[i] ? a[i] : b[i]} for {@code i} in {@code [from, to)}. */
public final class Select {
    private Select() {}

    /** For {@code float}. */
    public static void run(boolean[] condition, float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = condition[i] ? a[i] : b[i];
        }
    }

    /** For {@code double}. */
    public static void run(boolean[] condition, double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = condition[i] ? a[i] : b[i];
        }
    }

    /** For {@code long}. */
    public static void run(boolean[] condition, long[] a, long[] b, long[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = condition[i] ? a[i] : b[i];
        }
    }

    /** For {@code boolean}. */
    public static void run(boolean[] condition, boolean[] a, boolean[] b, boolean[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = condition[i] ? a[i] : b[i];
        }
    }
}

package dev.adjoint.kernel;

/** The place of the largest or smallest element: the first of equals; NaN counts as the extreme. */
public final class ArgReduce {
    private ArgReduce() {}

    /**
     * {@code out[o, i]} is the l of the extreme of {@code x[offset + (o·length + l)·inner + i]}; length is at least 1.
     */
    public static void find(float[] x, int offset, int outer, int length, int inner, boolean largest, long[] out) {
        float sign = largest ? 1 : -1;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int at = offset + o * length * inner + i;
                int place = 0;
                float best = sign * x[at];
                for (int l = 1; l < length && !Float.isNaN(best); l++) {
                    float value = sign * x[at + l * inner];
                    if (!(value <= best)) {
                        best = value;
                        place = l;
                    }
                }
                out[o * inner + i] = place;
            }
        }
    }

    /**
     * {@code out[o, i]} is the l of the extreme of {@code x[offset + (o·length + l)·inner + i]}; length is at least 1.
     */
    public static void find(double[] x, int offset, int outer, int length, int inner, boolean largest, long[] out) {
        double sign = largest ? 1 : -1;
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                int at = offset + o * length * inner + i;
                int place = 0;
                double best = sign * x[at];
                for (int l = 1; l < length && !Double.isNaN(best); l++) {
                    double value = sign * x[at + l * inner];
                    if (!(value <= best)) {
                        best = value;
                        place = l;
                    }
                }
                out[o * inner + i] = place;
            }
        }
    }
}

package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * The largest element of each rectangle that row and column spans, none of them empty, cut out of a plane
 * {@code [height, width]}, and its place in the plane: the first of equals in row-major order; a NaN counts as largest,
 * the last of several.
 *
 * <p>Which element is larger is no branch: on data in no order it would be guessed wrong half of the time.
 */
public final class PlaneMaxima {
    private PlaneMaxima() {}

    /** Looks into {@code x[from …]}; writes {@code y[to + (i, j)]} and {@code places[to + (i, j)]}. */
    public static void find(Spans rows, Spans columns, float[] x, int from, float[] y, long[] places, int to) {
        boolean pairs = rows.arePairs() && columns.arePairs();
        for (int i = 0; i < rows.count(); i++) {
            int out = to + i * columns.count();
            if (!pairs || !findOfFour(rows.from[i] * columns.size, columns, x, from, y, places, out)) {
                findRow(rows, i, columns, x, from, y, places, out);
            }
        }
    }

    private static void findRow(
            Spans rows, int i, Spans columns, float[] x, int from, float[] y, long[] places, int to) {
        for (int j = 0; j < columns.count(); j++) {
            int left = columns.from[j];
            int right = columns.to[j];
            int place = rows.from[i] * columns.size + left;
            float best = Float.NEGATIVE_INFINITY;
            for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                for (int c = left; c < right; c += columns.step) {
                    int at = r * columns.size + c;
                    place = x[from + at] > best ? at : place;
                    best = Math.max(best, x[from + at]);
                }
            }
            place = Float.isNaN(best) ? lastNan(rows, columns, i, j, x, from) : place;
            y[to + j] = x[from + place];
            places[to + j] = place;
        }
    }

    /**
     * A row of windows of two by two, the first row of which is at {@code top} in the plane.
     *
     * @return whether it is done: not if there may be NaN in it, which no comparison finds
     */
    private static boolean findOfFour(int top, Spans columns, float[] x, int from, float[] y, long[] places, int to) {
        int width = columns.size;
        float sum = 0;
        for (int j = 0; j < columns.from.length; j++) {
            int first = top + columns.from[j];
            int third = first + width;
            float a = x[from + first];
            float b = x[from + first + 1];
            float c = x[from + third];
            float d = x[from + third + 1];
            int upper = b > a ? first + 1 : first;
            int lower = d > c ? third + 1 : third;
            int place = x[from + lower] > x[from + upper] ? lower : upper;
            y[to + j] = x[from + place];
            places[to + j] = place;
            sum += (a + b) + (c + d);
        }
        return !Float.isNaN(sum);
    }

    private static int lastNan(Spans rows, Spans columns, int i, int j, float[] x, int from) {
        int place = 0;
        for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
            for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                int at = r * columns.size + c;
                place = Float.isNaN(x[from + at]) ? at : place;
            }
        }
        return place;
    }

    /** As {@link #find(Spans, Spans, float[], int, float[], long[], int)}. */
    public static void find(Spans rows, Spans columns, double[] x, int from, double[] y, long[] places, int to) {
        boolean pairs = rows.arePairs() && columns.arePairs();
        for (int i = 0; i < rows.count(); i++) {
            int out = to + i * columns.count();
            if (!pairs || !findOfFour(rows.from[i] * columns.size, columns, x, from, y, places, out)) {
                findRow(rows, i, columns, x, from, y, places, out);
            }
        }
    }

    private static void findRow(
            Spans rows, int i, Spans columns, double[] x, int from, double[] y, long[] places, int to) {
        for (int j = 0; j < columns.count(); j++) {
            int left = columns.from[j];
            int right = columns.to[j];
            int place = rows.from[i] * columns.size + left;
            double best = Double.NEGATIVE_INFINITY;
            for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                for (int c = left; c < right; c += columns.step) {
                    int at = r * columns.size + c;
                    place = x[from + at] > best ? at : place;
                    best = Math.max(best, x[from + at]);
                }
            }
            place = Double.isNaN(best) ? lastNan(rows, columns, i, j, x, from) : place;
            y[to + j] = x[from + place];
            places[to + j] = place;
        }
    }

    /**
     * A row of windows of two by two, the first row of which is at {@code top} in the plane.
     *
     * @return whether it is done: not if there may be NaN in it, which no comparison finds
     */
    private static boolean findOfFour(int top, Spans columns, double[] x, int from, double[] y, long[] places, int to) {
        int width = columns.size;
        double sum = 0;
        for (int j = 0; j < columns.from.length; j++) {
            int first = top + columns.from[j];
            int third = first + width;
            double a = x[from + first];
            double b = x[from + first + 1];
            double c = x[from + third];
            double d = x[from + third + 1];
            int upper = b > a ? first + 1 : first;
            int lower = d > c ? third + 1 : third;
            int place = x[from + lower] > x[from + upper] ? lower : upper;
            y[to + j] = x[from + place];
            places[to + j] = place;
            sum += (a + b) + (c + d);
        }
        return !Double.isNaN(sum);
    }

    private static int lastNan(Spans rows, Spans columns, int i, int j, double[] x, int from) {
        int place = 0;
        for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
            for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                int at = r * columns.size + c;
                place = Double.isNaN(x[from + at]) ? at : place;
            }
        }
        return place;
    }

    /**
     * {@code x[place of window w] += y[w]} in plane p of x, from 0 on.
     *
     * @param windows the number of windows of a plane
     * @param plane the number of elements of a plane
     */
    public static void spread(float[] y, long[] places, int p, int windows, float[] x, int plane) {
        int to = p * plane;
        Arrays.fill(x, to, to + plane, 0);
        for (int w = p * windows; w < (p + 1) * windows; w++) {
            x[to + (int) places[w]] += y[w];
        }
    }

    /** As {@link #spread(float[], long[], int, int, float[], int)}. */
    public static void spread(double[] y, long[] places, int p, int windows, double[] x, int plane) {
        int to = p * plane;
        Arrays.fill(x, to, to + plane, 0);
        for (int w = p * windows; w < (p + 1) * windows; w++) {
            x[to + (int) places[w]] += y[w];
        }
    }
}

package dev.adjoint.kernel;

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
        if (rows.arePairs() && columns.arePairs()) {
            for (int i = 0; i < rows.count(); i++) {
                findOfFour(rows.from[i] * columns.size, columns, x, from, y, places, to + i * columns.count());
            }
            return;
        }
        int out = to;
        for (int i = 0; i < rows.count(); i++) {
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
                y[out] = x[from + place];
                places[out++] = place;
            }
        }
    }

    /** A row of windows of two by two, the first row of which is at {@code top} in the plane. */
    private static void findOfFour(int top, Spans columns, float[] x, int from, float[] y, long[] places, int to) {
        int width = columns.size;
        for (int j = 0; j < columns.from.length; j++) {
            int at = top + columns.from[j];
            int upper = later(at, at + 1, x, from);
            int lower = later(at + width, at + width + 1, x, from);
            int place = later(upper, lower, x, from);
            y[to + j] = x[from + place];
            places[to + j] = place;
        }
    }

    /** Returns the place of the larger of two elements, the first of equals, the last of those that are NaN. */
    @SuppressWarnings("ShortCircuitBoolean") // which would be a branch
    private static int later(int first, int second, float[] x, int from) {
        float a = x[from + first];
        float b = x[from + second];
        return b > a | Float.isNaN(b) ? second : first;
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
        if (rows.arePairs() && columns.arePairs()) {
            for (int i = 0; i < rows.count(); i++) {
                findOfFour(rows.from[i] * columns.size, columns, x, from, y, places, to + i * columns.count());
            }
            return;
        }
        int out = to;
        for (int i = 0; i < rows.count(); i++) {
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
                y[out] = x[from + place];
                places[out++] = place;
            }
        }
    }

    /** A row of windows of two by two, the first row of which is at {@code top} in the plane. */
    private static void findOfFour(int top, Spans columns, double[] x, int from, double[] y, long[] places, int to) {
        int width = columns.size;
        for (int j = 0; j < columns.from.length; j++) {
            int at = top + columns.from[j];
            int upper = later(at, at + 1, x, from);
            int lower = later(at + width, at + width + 1, x, from);
            int place = later(upper, lower, x, from);
            y[to + j] = x[from + place];
            places[to + j] = place;
        }
    }

    /** Returns the place of the larger of two elements, the first of equals, the last of those that are NaN. */
    @SuppressWarnings("ShortCircuitBoolean") // which would be a branch
    private static int later(int first, int second, double[] x, int from) {
        double a = x[from + first];
        double b = x[from + second];
        return b > a | Double.isNaN(b) ? second : first;
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
}

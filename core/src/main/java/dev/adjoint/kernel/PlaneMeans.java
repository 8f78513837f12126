package dev.adjoint.kernel;

/**
 * The means of the rectangles that row and column spans cut out of a plane {@code [height, width]}, and the adjoint.
 *
 * <p>Sums run in row-major order, in double precision.
 */
public final class PlaneMeans {
    private PlaneMeans() {}

    /**
     * {@code y[to + (i, j)] = Σ x[from + (r, c)] / (divisor_i · divisor_j)} over r in row span i, c in column span j.
     */
    public static void mean(Spans rows, Spans columns, float[] x, int from, float[] y, int to) {
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < columns.count(); j++) {
                double sum = 0;
                for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                    for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                        sum += x[from + r * columns.size + c];
                    }
                }
                y[to + i * columns.count() + j] = (float) (sum / ((double) rows.divisor[i] * columns.divisor[j]));
            }
        }
    }

    /** As {@link #mean(Spans, Spans, float[], int, float[], int)}. */
    public static void mean(Spans rows, Spans columns, double[] x, int from, double[] y, int to) {
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < columns.count(); j++) {
                double sum = 0;
                for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                    for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                        sum += x[from + r * columns.size + c];
                    }
                }
                y[to + i * columns.count() + j] = sum / ((double) rows.divisor[i] * columns.divisor[j]);
            }
        }
    }

    /** {@code x[to + (r, c)] += y[from + (i, j)] / (divisor_i · divisor_j)} for r in row span i, c in column span j. */
    public static void spread(Spans rows, Spans columns, float[] y, int from, float[] x, int to) {
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < columns.count(); j++) {
                double divisor = (double) rows.divisor[i] * columns.divisor[j];
                float share = (float) (y[from + i * columns.count() + j] / divisor);
                for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                    for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                        x[to + r * columns.size + c] += share;
                    }
                }
            }
        }
    }

    /** As {@link #spread(Spans, Spans, float[], int, float[], int)}. */
    public static void spread(Spans rows, Spans columns, double[] y, int from, double[] x, int to) {
        for (int i = 0; i < rows.count(); i++) {
            for (int j = 0; j < columns.count(); j++) {
                double share = y[from + i * columns.count() + j] / ((double) rows.divisor[i] * columns.divisor[j]);
                for (int r = rows.from[i]; r < rows.to[i]; r += rows.step) {
                    for (int c = columns.from[j]; c < columns.to[j]; c += columns.step) {
                        x[to + r * columns.size + c] += share;
                    }
                }
            }
        }
    }
}

package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Normalisation of rows of {@code n} elements that lie one after the other, each by its own mean and variance, and its
 * gradients.
 *
 * <p>Rows are copied to small buffers, where all loops start at index 0. Sums over rows are made in {@value #PARTS}
 * parts, a number that no thread changes, and the parts then added in order.
 */
public final class RowNorm {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 1;

    private static final int PARTS = 16;

    private RowNorm() {}

    /**
     * Normalises rows: {@code y[r, i] = (x[r, i] − mean[r]) · scale[r] · weight[i] + bias[i]}.
     *
     * @param centered whether means are taken off; else they stay as they are, 0
     * @param mean written, one per row
     * @param scale written, one per row
     */
    public static void forward(
            float[] x,
            int n,
            boolean centered,
            double eps,
            float @Nullable [] weight,
            float @Nullable [] bias,
            float[] mean,
            float[] scale,
            float[] y) {
        Parallel.range(mean.length, NANOS * n, 1, (from, to) -> {
            float[] row = new float[n];
            float[] squares = new float[n];
            for (int r = from; r < to; r++) {
                System.arraycopy(x, r * n, row, 0, n);
                if (centered) {
                    mean[r] = Reduce.sumRow(row, 0, n) / n;
                }
                center(row, mean[r], squares);
                scale[r] = (float) (1 / Math.sqrt(Reduce.sumRow(squares, 0, n) / n + eps));
                if (weight != null && bias != null) {
                    stretch(row, scale[r], weight, bias);
                } else {
                    standardize(row, 0, scale[r], row);
                    if (weight != null) {
                        multiply(row, weight, row);
                    }
                    if (bias != null) {
                        add(row, bias);
                    }
                }
                System.arraycopy(row, 0, y, r * n, n);
            }
        });
    }

    /**
     * The gradients by x, weight and bias, each left out if its array is null: with {@code h} the normalised row,
     * {@code k = g · weight} and means over the row, {@code dx = (k − mean(k) − h · mean(k · h)) · scale}, without
     * {@code mean(k)} if the rows were not centred; {@code dWeight = Σ_r g · h}; {@code dBias = Σ_r g}.
     */
    public static void backward(
            float[] x,
            float[] g,
            int n,
            boolean centered,
            float @Nullable [] weight,
            float[] mean,
            float[] scale,
            float @Nullable [] dx,
            float @Nullable [] dWeight,
            float @Nullable [] dBias) {
        int rows = mean.length;
        int step = (rows + PARTS - 1) / PARTS;
        float[][] weightSums = new float[PARTS][dWeight == null ? 0 : n];
        float[][] biasSums = new float[PARTS][dBias == null ? 0 : n];
        Parallel.range(PARTS, 2 * NANOS * n * step, 1, (from, to) -> {
            float[] h = new float[n];
            float[] k = new float[n];
            float[] product = new float[n];
            for (int r = from * step; r < Math.min(rows, to * step); r++) {
                System.arraycopy(x, r * n, h, 0, n);
                System.arraycopy(g, r * n, k, 0, n);
                standardize(h, mean[r], scale[r], h);
                if (dWeight != null) {
                    addProduct(weightSums[r / step], k, h);
                }
                if (dBias != null) {
                    add(biasSums[r / step], k);
                }
                if (dx != null) {
                    if (weight != null) {
                        multiply(k, weight, h, product);
                    } else {
                        multiply(k, h, product);
                    }
                    float ofProduct = Reduce.sumRow(product, 0, n) / n;
                    float ofGradient = centered ? Reduce.sumRow(k, 0, n) / n : 0;
                    project(k, ofGradient, h, ofProduct, scale[r]);
                    System.arraycopy(k, 0, dx, r * n, n);
                }
            }
        });
        join(weightSums, dWeight);
        join(biasSums, dBias);
    }

    private static void join(float[][] parts, float @Nullable [] out) {
        if (out != null) {
            for (float[] part : parts) {
                add(out, part);
            }
        }
    }

    private static void standardize(float[] x, float mean, float scale, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (x[i] - mean) * scale;
        }
    }

    /** Takes the mean off x and writes its squares. */
    private static void center(float[] x, float mean, float[] squares) {
        for (int i = 0; i < squares.length; i++) {
            float difference = x[i] - mean;
            x[i] = difference;
            squares[i] = difference * difference;
        }
    }

    private static void stretch(float[] x, float scale, float[] weight, float[] bias) {
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] * scale * weight[i] + bias[i];
        }
    }

    private static void multiply(float[] x, float[] y, float[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** Multiplies x by a factor in place, and writes the products of that and y. */
    private static void multiply(float[] x, float[] factor, float[] y, float[] out) {
        for (int i = 0; i < out.length; i++) {
            float multiple = x[i] * factor[i];
            x[i] = multiple;
            out[i] = multiple * y[i];
        }
    }

    private static void addProduct(float[] sum, float[] x, float[] y) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i] * y[i];
        }
    }

    private static void add(float[] sum, float[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i];
        }
    }

    private static void project(float[] k, float ofGradient, float[] h, float ofProduct, float scale) {
        for (int i = 0; i < k.length; i++) {
            k[i] = (k[i] - ofGradient - h[i] * ofProduct) * scale;
        }
    }

    /**
     * Normalises rows: {@code y[r, i] = (x[r, i] − mean[r]) · scale[r] · weight[i] + bias[i]}.
     *
     * @param centered whether means are taken off; else they stay as they are, 0
     * @param mean written, one per row
     * @param scale written, one per row
     */
    public static void forward(
            double[] x,
            int n,
            boolean centered,
            double eps,
            double @Nullable [] weight,
            double @Nullable [] bias,
            double[] mean,
            double[] scale,
            double[] y) {
        Parallel.range(mean.length, NANOS * n, 1, (from, to) -> {
            double[] row = new double[n];
            double[] squares = new double[n];
            for (int r = from; r < to; r++) {
                System.arraycopy(x, r * n, row, 0, n);
                if (centered) {
                    mean[r] = Reduce.sumRow(row, 0, n) / n;
                }
                center(row, mean[r], squares);
                scale[r] = 1 / Math.sqrt(Reduce.sumRow(squares, 0, n) / n + eps);
                if (weight != null && bias != null) {
                    stretch(row, scale[r], weight, bias);
                } else {
                    standardize(row, 0, scale[r], row);
                    if (weight != null) {
                        multiply(row, weight, row);
                    }
                    if (bias != null) {
                        add(row, bias);
                    }
                }
                System.arraycopy(row, 0, y, r * n, n);
            }
        });
    }

    /**
     * The gradients by x, weight and bias, each left out if its array is null: with {@code h} the normalised row,
     * {@code k = g · weight} and means over the row, {@code dx = (k − mean(k) − h · mean(k · h)) · scale}, without
     * {@code mean(k)} if the rows were not centred; {@code dWeight = Σ_r g · h}; {@code dBias = Σ_r g}.
     */
    public static void backward(
            double[] x,
            double[] g,
            int n,
            boolean centered,
            double @Nullable [] weight,
            double[] mean,
            double[] scale,
            double @Nullable [] dx,
            double @Nullable [] dWeight,
            double @Nullable [] dBias) {
        int rows = mean.length;
        int step = (rows + PARTS - 1) / PARTS;
        double[][] weightSums = new double[PARTS][dWeight == null ? 0 : n];
        double[][] biasSums = new double[PARTS][dBias == null ? 0 : n];
        Parallel.range(PARTS, 2 * NANOS * n * step, 1, (from, to) -> {
            double[] h = new double[n];
            double[] k = new double[n];
            double[] product = new double[n];
            for (int r = from * step; r < Math.min(rows, to * step); r++) {
                System.arraycopy(x, r * n, h, 0, n);
                System.arraycopy(g, r * n, k, 0, n);
                standardize(h, mean[r], scale[r], h);
                if (dWeight != null) {
                    addProduct(weightSums[r / step], k, h);
                }
                if (dBias != null) {
                    add(biasSums[r / step], k);
                }
                if (dx != null) {
                    if (weight != null) {
                        multiply(k, weight, h, product);
                    } else {
                        multiply(k, h, product);
                    }
                    double ofProduct = Reduce.sumRow(product, 0, n) / n;
                    double ofGradient = centered ? Reduce.sumRow(k, 0, n) / n : 0;
                    project(k, ofGradient, h, ofProduct, scale[r]);
                    System.arraycopy(k, 0, dx, r * n, n);
                }
            }
        });
        join(weightSums, dWeight);
        join(biasSums, dBias);
    }

    private static void join(double[][] parts, double @Nullable [] out) {
        if (out != null) {
            for (double[] part : parts) {
                add(out, part);
            }
        }
    }

    private static void standardize(double[] x, double mean, double scale, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = (x[i] - mean) * scale;
        }
    }

    /** Takes the mean off x and writes its squares. */
    private static void center(double[] x, double mean, double[] squares) {
        for (int i = 0; i < squares.length; i++) {
            double difference = x[i] - mean;
            x[i] = difference;
            squares[i] = difference * difference;
        }
    }

    private static void stretch(double[] x, double scale, double[] weight, double[] bias) {
        for (int i = 0; i < x.length; i++) {
            x[i] = x[i] * scale * weight[i] + bias[i];
        }
    }

    private static void multiply(double[] x, double[] y, double[] out) {
        for (int i = 0; i < out.length; i++) {
            out[i] = x[i] * y[i];
        }
    }

    /** Multiplies x by a factor in place, and writes the products of that and y. */
    private static void multiply(double[] x, double[] factor, double[] y, double[] out) {
        for (int i = 0; i < out.length; i++) {
            double multiple = x[i] * factor[i];
            x[i] = multiple;
            out[i] = multiple * y[i];
        }
    }

    private static void addProduct(double[] sum, double[] x, double[] y) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i] * y[i];
        }
    }

    private static void add(double[] sum, double[] x) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += x[i];
        }
    }

    private static void project(double[] k, double ofGradient, double[] h, double ofProduct, double scale) {
        for (int i = 0; i < k.length; i++) {
            k[i] = (k[i] - ofGradient - h[i] * ofProduct) * scale;
        }
    }
}

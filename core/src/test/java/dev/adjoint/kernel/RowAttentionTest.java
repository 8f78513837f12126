package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short rows and long ones give the bits of the scalar steps. */
class RowAttentionTest {
    private static final long SEED = 17;

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 9", "13, 20", "63, 70", "64, 70", "79, 100", "207, 210", "1000, 40", "4098, 5"})
    void weightsAreTheSoftmaxOfScaledScores(int n, int queries) {
        for (boolean causal : new boolean[] {false, true}) {
            for (float special : new float[] {0.5f, Float.NaN, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY}) {
                int rows = 2 * queries;
                float[] x = scores(rows * n);
                x[rows / 2 * n] = special;
                float[] expected = x.clone();
                for (int r = 0; r < rows; r++) {
                    softmax(expected, r * n, n, causal ? Math.min(n, r % queries + 1) : n);
                }
                RowAttention.forward(x, rows, n, 0.7f, causal, queries);
                assertThat(x)
                        .as("%d keys, causal %s, with %s", n, causal, special)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "13", "207", "1000", "4098"})
    void gradientsAreThoseOfSoftmax(int n) {
        float[] y = scores(3 * n);
        float[] g = scores(3 * n + 1);
        float[] out = new float[3 * n];
        float[] expected = new float[3 * n];
        RowSoftmax.softmaxBackward(y, g, 3, n, expected);
        System.arraycopy(g, 0, out, 0, 3 * n);
        RowAttention.backward(y, out, 3, n, 0.7f);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isEqualTo(expected[i] * 0.7f);
        }
    }

    private static void softmax(float[] x, int start, int n, int seen) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = start; i < start + seen; i++) {
            x[i] *= 0.7f;
            max = Math.max(max, x[i]);
        }
        for (int i = start; i < start + n; i++) {
            x[i] = i < start + seen ? FloatMath.exp(x[i] - max) : 0;
        }
        float sum = Reduce.sumRow(x, start, n);
        for (int i = start; i < start + n; i++) {
            x[i] /= sum;
        }
    }

    private static float[] scores(int n) {
        Random random = new Random(SEED);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (3 * random.nextGaussian());
        }
        return x;
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "4, 9", "13, 20", "63, 70", "64, 70", "79, 100", "207, 210", "1000, 40", "4098, 5"})
    void weightsOfDoublesAreTheSoftmaxOfScaledScores(int n, int queries) {
        for (boolean causal : new boolean[] {false, true}) {
            for (double special : new double[] {0.5, Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
                int rows = 2 * queries;
                double[] x = doubles(rows * n);
                x[rows / 2 * n] = special;
                double[] expected = x.clone();
                for (int r = 0; r < rows; r++) {
                    softmax(expected, r * n, n, causal ? Math.min(n, r % queries + 1) : n);
                }
                RowAttention.forward(x, rows, n, 0.7, causal, queries);
                assertThat(x)
                        .as("%d keys, causal %s, with %s", n, causal, special)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "4", "13", "207", "1000", "4098"})
    void gradientsOfDoublesAreThoseOfSoftmax(int n) {
        double[] y = doubles(3 * n);
        double[] g = doubles(3 * n + 1);
        double[] out = new double[3 * n];
        double[] expected = new double[3 * n];
        RowSoftmax.softmaxBackward(y, g, 3, n, expected);
        System.arraycopy(g, 0, out, 0, 3 * n);
        RowAttention.backward(y, out, 3, n, 0.7);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i]).isEqualTo(expected[i] * 0.7);
        }
    }

    private static void softmax(double[] x, int start, int n, int seen) {
        double max = Double.NEGATIVE_INFINITY;
        for (int i = start; i < start + seen; i++) {
            x[i] *= 0.7;
            max = Math.max(max, x[i]);
        }
        for (int i = start; i < start + n; i++) {
            x[i] = i < start + seen ? DoubleMath.exp(x[i] - max) : 0;
        }
        double sum = Reduce.sumRow(x, start, n);
        for (int i = start; i < start + n; i++) {
            x[i] /= sum;
        }
    }

    private static double[] doubles(int n) {
        Random random = new Random(SEED);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 3 * random.nextGaussian();
        }
        return x;
    }
}

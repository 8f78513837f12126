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
}

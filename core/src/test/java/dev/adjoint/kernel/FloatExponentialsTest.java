package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.kernel.simd.SimdFloatExponentials;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bits: vectors against plain loops, and both against the functions one after the other. */
class FloatExponentialsTest {
    private static final long SEED = 13;
    private static final float INFINITY = Float.POSITIVE_INFINITY;
    private static final int FROM = 3;
    private static final int TO = 7;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 13, 15, 16, 17, 31, 63, 64, 65, 79, 207, 1000, 4096})
    void areThoseOfSingleSteps(int n) {
        FloatExponentials plain = new PlainFloatExponentials();
        float[] x = row(n, 30);
        float[] y = new float[n + TO];
        float[] z = new float[n + FROM];
        plain.shifted(x, FROM, n, 90, y, TO);
        plain.scaled(x, 90, 2.5f, -3, z, FROM, FROM + n);
        float[] expected = new float[n];
        for (int i = 0; i < n; i++) {
            expected[i] = FloatMath.exp(x[FROM + i] - 90);
            assertThat(y[TO + i]).isEqualTo(expected[i]);
            assertThat(z[FROM + i]).isEqualTo(FloatMath.exp(x[FROM + i] - 90 - 2.5f) * -3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 33, 63, 64, 65, 79, 207, 1000, 4096})
    void vectorsGiveTheBitsOfPlainLoops(int n) {
        assumeTrue(Kernels.SIMD, "SIMD is off");
        FloatExponentials plain = new PlainFloatExponentials();
        FloatExponentials simd = new SimdFloatExponentials();
        for (float special : new float[] {1, -INFINITY, Float.NaN, INFINITY, -3.4e38f}) {
            for (int at = 0; at < n; at += 1 + n / 5) {
                float[] x = row(n, 40);
                x[FROM + at] = special;
                float shift = new PlainFloatReduce().max(x, FROM, n);
                float[][] shifted = new float[2][n + TO + 2];
                float[][] scaled = new float[2][n + FROM + 2];
                simd.shifted(x, FROM, n, shift, shifted[0], TO);
                plain.shifted(x, FROM, n, shift, shifted[1], TO);
                simd.scaled(x, shift, 0.3f, 0.7f, scaled[0], FROM, FROM + n);
                plain.scaled(x, shift, 0.3f, 0.7f, scaled[1], FROM, FROM + n);
                assertThat(shifted[0]).as("%d with %s at %d", n, special, at).isEqualTo(shifted[1]);
                assertThat(scaled[0]).as("%d with %s at %d", n, special, at).isEqualTo(scaled[1]);
            }
        }
    }

    /** Rows longer than a block of sums, and those that end anywhere in a vector. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 207, 1000, 4098, 9001})
    void rowsOfCrossEntropyAreLogSoftmaxOnAnyNumberOfThreads(int n) {
        int rows = 1 + 400_000 / n;
        float[] x = row(rows * n, 5);
        x[n - 1] = rows > 8 ? INFINITY : 1;
        x[(rows > 8 ? 3 : 0) * n] = Float.NaN;
        long[] classes = new long[rows];
        float[] g = new float[rows];
        for (int r = 0; r < rows; r++) {
            classes[r] = r % 5 == 4 ? -1 : r % n;
            g[r] = 1f / (1 + r);
        }
        float[] log = new float[rows * n];
        RowSoftmax.logSoftmax(x, rows, n, log);
        int before = Parallel.threads();
        try {
            for (int threads : new int[] {1, 2}) {
                Parallel.setThreads(threads);
                float[] max = new float[rows];
                float[] logs = new float[rows];
                float[] loss = new float[rows];
                float[] dx = new float[rows * n];
                RowCrossEntropy.forward(x, classes, n, max, logs, loss);
                RowCrossEntropy.backward(x, classes, max, logs, g, n, dx);
                for (int r = 0; r < rows; r++) {
                    int c = (int) classes[r];
                    assertThat(loss[r]).isEqualTo(c < 0 ? Float.valueOf(0) : Float.valueOf(-log[r * n + c]));
                    for (int i = 0; i < n; i += 1 + n / 50) {
                        float p = c < 0 ? 0 : FloatMath.exp(log[r * n + i]) * g[r];
                        assertThat(dx[r * n + i]).isEqualTo(Float.valueOf(i == c ? p - g[r] : p));
                    }
                }
            }
        } finally {
            Parallel.setThreads(before);
        }
    }

    private static float[] row(int n, double spread) {
        Random random = new Random(SEED);
        float[] x = new float[n + FROM];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (spread * Math.max(-3, Math.min(3, random.nextGaussian())));
        }
        return x;
    }
}

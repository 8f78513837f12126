package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowSoftmaxTest {
    private static final long SEED = 5;
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 207, 5000})
    void rowsAreTheTextbookFormulas(int n) {
        double[] x = gaussians(3 * n);
        double[] g = gaussians(3 * n + 1);
        double[] y = new double[3 * n];
        double[] log = new double[3 * n];
        double[] sum = new double[3];
        double[] dx = new double[3 * n];
        double[] dLog = new double[3 * n];
        RowSoftmax.softmax(x, 3, n, y);
        RowSoftmax.logSoftmax(x, 3, n, log);
        RowSoftmax.logSumExp(x, 3, n, sum);
        RowSoftmax.softmaxBackward(y, g, 3, n, dx);
        RowSoftmax.logSoftmaxBackward(log, g, 3, n, dLog);
        for (int r = 0; r < 3; r++) {
            double total = 0;
            double gy = 0;
            double gs = 0;
            for (int i = r * n; i < r * n + n; i++) {
                total += Math.exp(x[i]);
                gs += g[i];
            }
            for (int i = r * n; i < r * n + n; i++) {
                gy += g[i] * Math.exp(x[i]) / total;
            }
            assertThat(sum[r]).isCloseTo(Math.log(total), within(1e-13));
            for (int i = r * n; i < r * n + n; i++) {
                double p = Math.exp(x[i]) / total;
                assertThat(y[i]).isCloseTo(p, within(1e-14));
                assertThat(log[i]).isCloseTo(Math.log(p), within(1e-13));
                assertThat(dx[i]).isCloseTo(p * (g[i] - gy), within(1e-13));
                assertThat(dLog[i]).isCloseTo(g[i] - p * gs, within(1e-12));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207})
    void floatsFollowDoubles(int n) {
        double[] x = gaussians(2 * n);
        float[] single = new float[2 * n];
        for (int i = 0; i < single.length; i++) {
            single[i] = (float) x[i];
            x[i] = single[i];
        }
        double[] y = new double[2 * n];
        float[] z = new float[2 * n];
        RowSoftmax.logSoftmax(x, 2, n, y);
        RowSoftmax.logSoftmax(single, 2, n, z);
        for (int i = 0; i < y.length; i++) {
            assertThat((double) z[i]).isCloseTo(y[i], within(4e-6));
        }
    }

    @Test
    void infinitiesAndNaN() {
        assertThat(softmax(1, -INFINITY)).containsExactly(1, 0);
        assertThat(softmax(-INFINITY, -INFINITY)).containsExactly(Double.NaN, Double.NaN);
        assertThat(softmax(INFINITY, 1)).containsExactly(Double.NaN, Double.NaN);
        assertThat(softmax(Double.NaN, 1)).containsExactly(Double.NaN, Double.NaN);
        assertThat(softmax(1e4, -1e4)).containsExactly(1, 0);
        assertThat(logSumExp(-INFINITY, -INFINITY)).isEqualTo(-INFINITY);
        assertThat(logSumExp(INFINITY, 1)).isEqualTo(INFINITY);
        assertThat(logSumExp(Double.NaN, INFINITY)).isNaN();
        assertThat(logSumExp(1e4, 1e4)).isEqualTo(1e4 + DoubleMath.log(2));
        assertThat(logSumExp()).isEqualTo(-INFINITY);
    }

    @Test
    void threadsChangeNoBit() {
        float[] x = new float[400 * 1003];
        Random random = new Random(SEED);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        float[][] out = new float[2][x.length];
        int before = Parallel.threads();
        try {
            for (int threads : new int[] {1, 2}) {
                Parallel.setThreads(threads);
                RowSoftmax.logSoftmax(x, 400, 1003, out[threads - 1]);
            }
        } finally {
            Parallel.setThreads(before);
        }
        assertThat(out[1]).isEqualTo(out[0]);
    }

    private static double[] softmax(double... row) {
        double[] out = new double[row.length];
        RowSoftmax.softmax(row, 1, row.length, out);
        return out;
    }

    private static double logSumExp(double... row) {
        double[] out = new double[1];
        RowSoftmax.logSumExp(row, 1, row.length, out);
        return out[0];
    }

    private static double[] gaussians(int n) {
        Random random = new Random(SEED);
        return random.doubles(n, -3, 3).toArray();
    }
}

package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.kernel.simd.SimdDoubleExponentials;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** As {@link FloatExponentialsTest}, for doubles. */
class DoubleExponentialsTest {
    private static final long SEED = 13;
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final int FROM = 3;
    private static final int TO = 7;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 13, 15, 16, 17, 31, 63, 64, 65, 79, 207, 1000, 4096})
    void areThoseOfSingleSteps(int n) {
        DoubleExponentials plain = new PlainDoubleExponentials();
        double[] x = row(n, 30);
        double[] y = new double[n + TO];
        double[] z = new double[n + FROM];
        plain.shifted(x, FROM, n, 90, y, TO);
        plain.scaled(x, 90, 2.5, -3, z, FROM, FROM + n);
        double[] expected = new double[n];
        for (int i = 0; i < n; i++) {
            expected[i] = DoubleMath.exp(x[FROM + i] - 90);
            assertThat(y[TO + i]).isEqualTo(expected[i]);
            assertThat(z[FROM + i]).isEqualTo(DoubleMath.exp(x[FROM + i] - 90 - 2.5) * -3);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 33, 63, 64, 65, 79, 207, 1000, 4096})
    void vectorsGiveTheBitsOfPlainLoops(int n) {
        assumeTrue(Kernels.SIMD, "SIMD is off");
        DoubleExponentials plain = new PlainDoubleExponentials();
        DoubleExponentials simd = new SimdDoubleExponentials();
        for (double special : new double[] {1, -INFINITY, Double.NaN, INFINITY, -1.7e308}) {
            for (int at = 0; at < n; at += 1 + n / 5) {
                double[] x = row(n, 40);
                x[FROM + at] = special;
                double shift = new PlainDoubleReduce().max(x, FROM, n);
                double[][] shifted = new double[2][n + TO + 2];
                double[][] scaled = new double[2][n + FROM + 2];
                simd.shifted(x, FROM, n, shift, shifted[0], TO);
                plain.shifted(x, FROM, n, shift, shifted[1], TO);
                simd.scaled(x, shift, 0.3, 0.7, scaled[0], FROM, FROM + n);
                plain.scaled(x, shift, 0.3, 0.7, scaled[1], FROM, FROM + n);
                assertThat(shifted[0]).as("%d with %s at %d", n, special, at).isEqualTo(shifted[1]);
                assertThat(scaled[0]).as("%d with %s at %d", n, special, at).isEqualTo(scaled[1]);
            }
        }
    }

    private static double[] row(int n, double spread) {
        Random random = new Random(SEED);
        double[] x = new double[n + FROM];
        for (int i = 0; i < x.length; i++) {
            x[i] = spread * Math.max(-3, Math.min(3, random.nextGaussian()));
        }
        return x;
    }
}

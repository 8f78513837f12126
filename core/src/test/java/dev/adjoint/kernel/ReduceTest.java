package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.adjoint.kernel.simd.SimdDoubleReduce;
import dev.adjoint.kernel.simd.SimdFloatReduce;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums and maxima in the order that their documentation states, bit for bit. */
class ReduceTest {
    private static final long SEED = 11;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 13, 16, 31, 207, 4096})
    void sumsInVirtualLanes(int n) {
        float[] x = floats(n + 5);
        float[] lanes = new float[16];
        double[] y = doubles(n + 5);
        double[] doubleLanes = new double[8];
        for (int i = 0; i < n; i++) {
            lanes[i % 16] += x[5 + i];
            doubleLanes[i % 8] += y[5 + i];
        }
        for (int half = 8; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
                if (l + half < 8) {
                    doubleLanes[l] += half < 8 ? doubleLanes[l + half] : 0;
                }
            }
        }

        assertThat(new PlainFloatReduce().sum(x, 5, n)).isEqualTo(lanes[0]);
        assertThat(new PlainDoubleReduce().sum(y, 5, n)).isEqualTo(doubleLanes[0]);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 13, 64, 207, 4096})
    void vectorsGiveTheBitsOfPlainLoops(int n) {
        assumeTrue(Kernels.SIMD, "SIMD is off");
        FloatReduce floats = new SimdFloatReduce();
        DoubleReduce doubles = new SimdDoubleReduce();
        for (double special : new double[] {1, 0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, -1e30}) {
            for (int at = 0; at < n; at += 1 + n / 7) {
                float[] x = floats(n + 3);
                double[] y = doubles(n + 3);
                x[3 + at] = (float) special;
                y[3 + at] = special;
                assertThat(floats.sum(x, 3, n)).isEqualTo(Float.valueOf(new PlainFloatReduce().sum(x, 3, n)));
                assertThat(floats.max(x, 3, n)).isEqualTo(Float.valueOf(new PlainFloatReduce().max(x, 3, n)));
                assertThat(doubles.sum(y, 3, n)).isEqualTo(Double.valueOf(new PlainDoubleReduce().sum(y, 3, n)));
                assertThat(doubles.max(y, 3, n)).isEqualTo(Double.valueOf(new PlainDoubleReduce().max(y, 3, n)));
            }
        }
    }

    /** With a sign and without, quiet and signalling. */
    @ParameterizedTest
    @ValueSource(ints = {13, 32, 64, 207, 4096})
    void maximaOfAnyNaNAndOfNegativeNumbers(int n) {
        int[] nans = {0x7fc00000, 0xffc00000, 0x7f800001, 0xff800001, -1, Integer.MAX_VALUE};
        long[] doubleNans = {
            0x7ff8000000000000L, 0xfff8000000000000L, 0x7ff0000000000001L, 0xfff0000000000001L, -1, Long.MAX_VALUE
        };
        float[] numbers = {Float.NEGATIVE_INFINITY, -0f, -Float.MIN_VALUE, -Float.MAX_VALUE, -1};
        for (int at : new int[] {0, n / 3, n - 1}) {
            for (int nan = 0; nan < nans.length; nan++) {
                float[] x = floats(n);
                x[at] = Float.intBitsToFloat(nans[nan]);
                assertThat(Kernels.FLOAT_REDUCE.max(x, 0, n)).isNaN();
                double[] y = doubles(n);
                y[at] = Double.longBitsToDouble(doubleNans[nan]);
                assertThat(Kernels.DOUBLE_REDUCE.max(y, 0, n)).isNaN();
            }
            for (float number : numbers) {
                float[] x = new float[n];
                double[] y = new double[n];
                Arrays.fill(x, Float.NEGATIVE_INFINITY);
                Arrays.fill(y, Double.NEGATIVE_INFINITY);
                x[at] = number;
                y[at] = number;
                assertThat(Kernels.FLOAT_REDUCE.max(x, 0, n)).isEqualTo(Float.valueOf(number));
                assertThat(Kernels.DOUBLE_REDUCE.max(y, 0, n)).isEqualTo(Double.valueOf(number));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 64, 207})
    void zerosKeepTheirOrder(int n) {
        float[] zeros = new float[n];
        Arrays.fill(zeros, -0f);
        assertThat(Kernels.FLOAT_REDUCE.max(zeros, 0, n)).isEqualTo(Float.valueOf(-0f));
        assertThat(Kernels.FLOAT_REDUCE.sum(zeros, 0, n))
                .as("a sum starts from +0")
                .isEqualTo(Float.valueOf(0f));
        zeros[n / 2] = 0f;
        assertThat(Kernels.FLOAT_REDUCE.max(zeros, 0, n)).isEqualTo(Float.valueOf(0f));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 5, 1",
        "3, 5000, 1",
        "1, 600, 7",
        "1, 1100, 530",
        "2, 3, 4",
        "4, 0, 3",
        "0, 5, 2",
        "2, 1, 1",
        "1, 1048583, 1"
    })
    void reducesTheMiddleDimension(int outer, int length, int inner) {
        float[] x = floats(outer * length * inner);
        float[] sums = new float[outer * inner];
        Reduce.sum(x, 0, outer, length, inner, sums);
        for (int o = 0; o < outer; o++) {
            for (int i = 0; i < inner; i++) {
                double sum = 0;
                double size = 0;
                float max = Float.NEGATIVE_INFINITY;
                for (int l = 0; l < length; l++) {
                    float value = x[(o * length + l) * inner + i];
                    sum += value;
                    size += Math.abs(value);
                    max = Math.max(max, value);
                }
                assertThat(Math.abs(sums[o * inner + i] - sum)).isLessThanOrEqualTo(size * 1e-6);
                if (length > 0) {
                    float[] maxima = new float[outer * inner];
                    Reduce.max(x, 0, outer, length, inner, maxima);
                    assertThat(maxima[o * inner + i]).isEqualTo(max);
                }
            }
        }
    }

    @Test
    void threadsChangeNoBit() {
        float[] x = floats(3_000_017);
        double[] y = doubles(3_000_017);
        float[][] sums = new float[3][1];
        double[][] doubleSums = new double[3][1];
        float[][] columns = new float[3][1000];
        int before = Parallel.threads();
        try {
            for (int threads : new int[] {1, 2, 3}) {
                Parallel.setThreads(threads);
                Reduce.sum(x, 0, 1, x.length, 1, sums[threads - 1]);
                Reduce.sum(y, 0, 1, y.length, 1, doubleSums[threads - 1]);
                Reduce.sum(x, 0, 1, 3000, 1000, columns[threads - 1]);
            }
        } finally {
            Parallel.setThreads(before);
        }
        for (int i = 1; i < 3; i++) {
            assertThat(sums[i]).isEqualTo(sums[0]);
            assertThat(doubleSums[i]).isEqualTo(doubleSums[0]);
            assertThat(columns[i]).isEqualTo(columns[0]);
        }
    }

    @Test
    void findsTheFirstExtremeAndNaNBeforeAll() {
        float[] x = {1, 3, 3, Float.NaN, 2, -5, -5, 0};
        long[] place = new long[1];
        ArgReduce.find(x, 0, 1, 3, 1, true, place);
        assertThat(place).containsExactly(1);
        ArgReduce.find(x, 0, 1, 8, 1, true, place);
        assertThat(place).containsExactly(3);
        ArgReduce.find(x, 4, 1, 4, 1, false, place);
        assertThat(place).containsExactly(1);
        long[] places = new long[2];
        ArgReduce.find(new double[] {1, 9, 7, 2, 3, 4}, 0, 1, 3, 2, true, places);
        assertThat(places).containsExactly(1, 0);
    }

    private static float[] floats(int n) {
        Random random = new Random(SEED);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }

    private static double[] doubles(int n) {
        return new Random(SEED).doubles(n, -1, 1).toArray();
    }
}

package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every {@link DoubleMatmul} to the order of summation that its documentation states, bit for bit. */
class DoubleMatmulTest {
    private static final int[] SIZES = {0, 1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 100};
    private static final int[] THREADS = {1, 2, 3, 7, 8};
    private static final int BEFORE = 3;
    private static final int GAP = 2;
    private static final int AFTER = 64;

    /** How the elements of an operand lie in its array. */
    enum Layout {
        CONTIGUOUS,
        GAPS,
        TRANSPOSED,
        EVERY_SECOND,
        ONE_ROW_REPEATED,
        ONE_COLUMN_REPEATED,
        ONE_NUMBER
    }

    /** What the product is added to. */
    enum Start {
        NONE,
        BIAS,
        MATRIX,
        ITSELF
    }

    /** A matrix in an array, with room before and after. */
    private static final class Operand {
        final double[] array;
        final int rowStride;
        final int colStride;

        Operand(double[] array, int rowStride, int colStride) {
            this.array = array;
            this.rowStride = rowStride;
            this.colStride = colStride;
        }

        static Operand random(Random random, Layout layout, int rows, int columns) {
            int rowStride = switch (layout) {
                case CONTIGUOUS -> columns;
                case GAPS -> columns + GAP;
                case TRANSPOSED, ONE_COLUMN_REPEATED -> 1;
                case EVERY_SECOND -> 2 * columns;
                case ONE_ROW_REPEATED, ONE_NUMBER -> 0;
            };
            int colStride = switch (layout) {
                case CONTIGUOUS, GAPS, ONE_ROW_REPEATED -> 1;
                case TRANSPOSED -> rows;
                case EVERY_SECOND -> 2;
                case ONE_COLUMN_REPEATED, ONE_NUMBER -> 0;
            };
            int last = Math.max(0, rows - 1) * rowStride + Math.max(0, columns - 1) * colStride;
            double[] array = gaussians(random, BEFORE + last + 1);
            if (random.nextBoolean()) {
                int end = array.length;
                array = Arrays.copyOf(array, end + AFTER);
                Arrays.fill(array, end, array.length, Double.NaN); // what is read there must not count
            }
            return new Operand(array, rowStride, colStride);
        }

        double at(int row, int column) {
            return array[BEFORE + row * rowStride + column * colStride];
        }
    }

    static List<DoubleMatmul> kernels() {
        List<DoubleMatmul> kernels = new ArrayList<>(List.of(new PlainDoubleMatmul()));
        if (Kernels.SIMD) {
            kernels.add(Kernels.DOUBLE_MATMUL);
        }
        return kernels;
    }

    static List<Arguments> kernelsAndLayouts() {
        List<Arguments> all = new ArrayList<>();
        for (DoubleMatmul kernel : kernels()) {
            for (Layout a : Layout.values()) {
                for (Layout b : Layout.values()) {
                    all.add(Arguments.of(kernel, a, b, 100 * all.size()));
                }
            }
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("kernelsAndLayouts")
    void sumsInTheStatedOrder(DoubleMatmul kernel, Layout aLayout, Layout bLayout, int firstSeed) {
        for (int seed = firstSeed; seed < firstSeed + 10; seed++) {
            Random random = new Random(seed);
            int m = size(random);
            int n = size(random);
            int k = random.nextInt(10) == 0 ? random.nextInt(600) : size(random);
            check(kernel, m, n, k, aLayout, bLayout, Start.values()[seed % 4], seed);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsAllSmallSizesInTheStatedOrder(DoubleMatmul kernel) {
        for (int m = 0; m <= 12; m++) {
            for (int n = 0; n <= 35; n += 5) {
                for (int k = 0; k <= 6; k++) {
                    check(kernel, m, n, k, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.NONE, m + n + k);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void sumsLargeProductsInTheStatedOrder(DoubleMatmul kernel) {
        check(kernel, 333, 301, 515, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.BIAS, 1);
        check(kernel, 333, 301, 515, Layout.TRANSPOSED, Layout.TRANSPOSED, Start.ITSELF, 2);
        check(kernel, 1, 2000, 700, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.ITSELF, 3);
        check(kernel, 2000, 1, 700, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.MATRIX, 4);
        check(kernel, 2000, 1, 700, Layout.TRANSPOSED, Layout.CONTIGUOUS, Start.BIAS, 5);
        check(kernel, 2061, 67, 260, Layout.TRANSPOSED, Layout.GAPS, Start.MATRIX, 7);
        check(kernel, 2061, 2100, 3, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.ITSELF, 9);
        check(kernel, 37, 2100, 260, Layout.CONTIGUOUS, Layout.TRANSPOSED, Start.NONE, 8);
        check(kernel, 350, 150, 300, Layout.EVERY_SECOND, Layout.GAPS, Start.MATRIX, 6);
        check(kernel, 40, 200, 1200, Layout.GAPS, Layout.CONTIGUOUS, Start.ITSELF, 10);
        check(kernel, 40, 784, 300, Layout.CONTIGUOUS, Layout.CONTIGUOUS, Start.NONE, 11);
        check(kernel, 70, 1100, 300, Layout.CONTIGUOUS, Layout.TRANSPOSED, Start.BIAS, 12);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void emptySumsAreZeroWhereTheArraysEnd(DoubleMatmul kernel) {
        double[] none = {};
        for (int stride = 0; stride < 2; stride++) {
            double[] c = new double[40 * 80];
            Arrays.fill(c, 1);
            kernel.multiply(40, 80, 0, none, 0, stride, 1, none, 0, 80, 1, c, 0, 80);
            assertThat(c).containsOnly(0);
            Arrays.fill(c, 1);
            double[] copy = new double[kernel.copySize(0, 80)];
            kernel.copy(0, 80, none, 0, 80, 1, copy);
            kernel.multiplyCopy(40, 80, 0, none, 0, stride, 1, copy, null, 0, 0, c, 0, 80);
            assertThat(c).containsOnly(0);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void thereMayBeMoreThreadsThanWork(DoubleMatmul kernel) {
        int threads = Parallel.threads();
        double[] ones = new double[700 * 90];
        double[] c = new double[40 * 90];
        Arrays.fill(ones, 1);
        try {
            Parallel.setThreads(40_000);
            // few parts, as more workers than 15 would weaken a test of Parallel
            kernel.multiply(40, 90, 700, ones, 0, 700, 1, ones, 0, 90, 1, c, 0, 90);
        } finally {
            Parallel.setThreads(threads);
        }
        assertThat(c).containsOnly(700);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void isCloseToTheProductSummedInOrder(DoubleMatmul kernel) {
        Random random = new Random(7);
        Operand a = Operand.random(random, Layout.CONTIGUOUS, 20, 1000);
        Operand b = Operand.random(random, Layout.TRANSPOSED, 1000, 20);
        double[] c = new double[400];
        kernel.multiply(20, 20, 1000, a.array, BEFORE, 1000, 1, b.array, BEFORE, 1, 1000, c, 0, 20);
        for (int i = 0; i < 400; i++) {
            double sum = 0;
            double magnitude = 0;
            for (int p = 0; p < 1000; p++) {
                double product = a.at(i / 20, p) * b.at(p, i % 20);
                sum += product;
                magnitude += Math.abs(product);
            }
            assertThat(c[i]).isCloseTo(sum, within(magnitude * 260 * Math.ulp(1.0) / 2));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void keepsSpecialValuesToTheirRowAndColumn(double special) {
        for (DoubleMatmul kernel : kernels()) {
            double[] a = new double[6 * 4];
            double[] b = new double[4 * 37];
            Arrays.fill(a, 1);
            Arrays.fill(b, 1);
            a[2 * 4 + 3] = special;
            double[] c = new double[6 * 37];
            kernel.multiply(6, 37, 4, a, 0, 4, 1, b, 0, 37, 1, c, 0, 37);
            for (int i = 0; i < c.length; i++) {
                Double want = i / 37 == 2 ? special : 4.0;
                assertThat(c[i]).as("%s: element %d", kernel, i).isEqualTo(want);
            }
        }
    }

    private static void check(
            DoubleMatmul kernel, int m, int n, int k, Layout aLayout, Layout bLayout, Start start, int seed) {
        Random random = new Random(seed);
        Operand a = Operand.random(random, aLayout, m, k);
        Operand b = Operand.random(random, bLayout, k, n);
        int cRowStride = n + random.nextInt(3);
        double[] before = gaussians(random, BEFORE + m * cRowStride + GAP);
        double[] other = gaussians(random, BEFORE + Math.max(1, m) * n + GAP);
        int dRowStride = start == Start.BIAS ? 0 : start == Start.ITSELF ? cRowStride : n;
        double[] want = before.clone();
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double[] d = start == Start.ITSELF ? before : other;
                Double from = start == Start.NONE ? null : (Double) d[BEFORE + i * dRowStride + j];
                want[BEFORE + i * cRowStride + j] = element(a, b, i, j, k, from);
            }
        }
        int threads = Parallel.threads();
        double[] copy = new double[kernel.copySize(k, n)];
        kernel.copy(k, n, b.array, BEFORE, b.rowStride, b.colStride, copy);
        try {
            for (int run = 0; run < 8; run++) {
                int count = THREADS[run % 4];
                boolean isCopied = run >= 4;
                Parallel.setThreads(count);
                double[] c = before.clone();
                double @Nullable [] d = start == Start.NONE ? null : start == Start.ITSELF ? c : other;
                if (isCopied) {
                    kernel.multiplyCopy(
                            m,
                            n,
                            k,
                            a.array,
                            BEFORE,
                            a.rowStride,
                            a.colStride,
                            copy,
                            d,
                            BEFORE,
                            dRowStride,
                            c,
                            BEFORE,
                            cRowStride);
                } else {
                    kernel.multiply(
                            m,
                            n,
                            k,
                            a.array,
                            BEFORE,
                            a.rowStride,
                            a.colStride,
                            b.array,
                            BEFORE,
                            b.rowStride,
                            b.colStride,
                            d,
                            BEFORE,
                            dRowStride,
                            c,
                            BEFORE,
                            cRowStride);
                }
                assertThat(bits(c))
                        .as(
                                "%s: [%d, %d]·[%d, %d], A %s, B %s, D %s, seed %d, %d threads, B copied: %s",
                                kernel.getClass().getSimpleName(),
                                m,
                                k,
                                k,
                                n,
                                aLayout,
                                bLayout,
                                start,
                                seed,
                                count,
                                isCopied)
                        .isEqualTo(bits(want));
            }
        } finally {
            Parallel.setThreads(threads);
        }
    }

    /** The element as documented: blocks of 256, each one chain of fma from +0, added in order. */
    private static double element(Operand a, Operand b, int i, int j, int k, @Nullable Double start) {
        double total = 0;
        for (int p = 0; p == 0 || p < k; p += 256) {
            double s = 0;
            for (int q = p; q < Math.min(k, p + 256); q++) {
                s = Math.fma(a.at(i, q), b.at(q, j), s);
            }
            total = p > 0 ? total + s : start == null ? s : start + s;
        }
        return total;
    }

    private static int size(Random random) {
        return SIZES[random.nextInt(SIZES.length)];
    }

    private static double[] gaussians(Random random, int n) {
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = random.nextGaussian();
        }
        return x;
    }

    private static long[] bits(double[] x) {
        long[] bits = new long[x.length];
        for (int i = 0; i < x.length; i++) {
            bits[i] = Double.doubleToRawLongBits(x[i]);
        }
        return bits;
    }
}

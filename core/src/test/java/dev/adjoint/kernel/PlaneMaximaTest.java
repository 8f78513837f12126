package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaneMaximaTest {
    private static final double[] NUMBERS = {-3, -1, 0, -0.0, 2, Double.NEGATIVE_INFINITY};
    private static final double[] INFINITIES = {Double.POSITIVE_INFINITY, -1, 0, -0.0, 2, Double.NEGATIVE_INFINITY};
    private static final double[] WITH_NAN = {Double.NaN, -1, 0, -0.0, 2, Double.NEGATIVE_INFINITY};

    /** Windows of two by two without NaN have a loop of their own, the others do not: both follow the rule. */
    @ParameterizedTest
    @CsvSource({"2, 2", "2, 1", "3, 2", "1, 1"})
    void findsTheFirstOfEqualsAndTheLastNan(int kernel, int stride) {
        check(NUMBERS, kernel, stride);
        check(INFINITIES, kernel, stride);
        check(WITH_NAN, kernel, stride);
    }

    private static void check(double[] values, int kernel, int stride) {
        int size = 13;
        int count = (size - kernel) / stride + 1;
        double[] x = new double[3 + size * size];
        for (int i = 0; i < x.length; i++) {
            x[i] = values[(i * 7 + i / 5 * 11) % values.length];
        }
        float[] x32 = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            x32[i] = (float) x[i];
        }
        Spans spans = Spans.of(new Windows(size, count, kernel, stride, 0, 1), false);
        double[] y = new double[count * count];
        float[] y32 = new float[y.length];
        long[] places = new long[y.length];
        long[] places32 = new long[y.length];

        PlaneMaxima.find(spans, spans, x, 3, y, places, 0);
        PlaneMaxima.find(spans, spans, x32, 3, y32, places32, 0);

        for (int w = 0; w < y.length; w++) {
            int top = w / count * stride * size + w % count * stride;
            int want = top;
            for (int t = 0; t < kernel * kernel; t++) {
                int at = top + t / kernel * size + t % kernel;
                want = x[3 + at] > x[3 + want] || Double.isNaN(x[3 + at]) ? at : want;
            }
            assertThat(places[w]).as("window %d", w).isEqualTo(want);
            assertThat(y[w]).isEqualTo(Double.valueOf(x[3 + want]));
            assertThat(y32[w]).isEqualTo(Float.valueOf(x32[3 + want]));
        }
        assertThat(places32).isEqualTo(places);
    }
}

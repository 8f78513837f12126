package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Unfolding and folding against the definition, tap by tap. */
class PlaneWindowsTest {
    private static final int PLANES = 2;

    /** Windows of every kind: of any stride; of stride 1; and as many as the plane has elements. */
    static Stream<PlaneWindows> geometries() {
        return IntStream.range(0, 60).mapToObj(seed -> {
            Random random = new Random(seed);
            return new PlaneWindows(windows(random, seed % 3), windows(random, seed % 3));
        });
    }

    private static Windows windows(Random random, int kind) {
        int size = 3 + random.nextInt(4);
        int kernel = 1 + random.nextInt(5);
        int dilation = 1 + random.nextInt(3);
        return switch (kind) {
            case 0 ->
                new Windows(size, 1 + random.nextInt(4), kernel, 1 + random.nextInt(3), random.nextInt(4), dilation);
            case 1 -> new Windows(size, 1 + random.nextInt(6), kernel, 1, random.nextInt(7), dilation);
            default -> new Windows(size, size, kernel, 1, random.nextInt(7), dilation);
        };
    }

    @ParameterizedTest
    @MethodSource("geometries")
    void unfoldsWhatTapsSeeAndZerosElsewhere(PlaneWindows windows) {
        double[] x = new Random(1).doubles(1 + PLANES * windows.plane()).toArray();
        int[] places = places(windows);
        double[] want = new double[places.length];
        Arrays.setAll(want, i -> places[i] < 0 ? 0 : x[1 + places[i]]);

        double[] got = new double[places.length];
        Arrays.fill(got, Double.NaN);
        windows.unfold(x, 1, PLANES, got);
        assertThat(got).as(text(windows)).containsExactly(want);

        float[] floats = new float[places.length];
        Arrays.fill(floats, Float.NaN);
        windows.unfold(floats(x), 1, PLANES, floats);
        assertThat(floats).as(text(windows)).containsExactly(floats(want));
    }

    /** From sums that start anywhere, a negative zero included, which only additions may change. */
    @ParameterizedTest
    @MethodSource("geometries")
    void foldsTapByTap(PlaneWindows windows) {
        int[] places = places(windows);
        double[] columns = new Random(2).doubles(places.length, -1, 1).toArray();
        Arrays.setAll(columns, i -> (float) columns[i]);
        double[] start = new double[2 + PLANES * windows.plane()];
        Arrays.setAll(start, i -> i % 3 == 0 ? -0.0 : 0.25 * i);
        double[] want = start.clone();
        float[] want32 = floats(start);
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                want[1 + places[i]] += columns[i];
                want32[1 + places[i]] += (float) columns[i];
            }
        }

        double[] got = start.clone();
        windows.fold(columns, PLANES, got, 1);
        assertThat(got).as(text(windows)).containsExactly(want);

        float[] floats = floats(start);
        windows.fold(floats(columns), PLANES, floats, 1);
        assertThat(floats).as(text(windows)).containsExactly(want32);
    }

    /** Where each element of the columns comes from, -1 if from outside. */
    private static int[] places(PlaneWindows windows) {
        Windows down = windows.vertical();
        Windows across = windows.horizontal();
        int[] places = new int[PLANES * windows.taps() * windows.windows()];
        int at = 0;
        for (int c = 0; c < PLANES; c++) {
            for (int t = 0; t < down.kernel(); t++) {
                for (int u = 0; u < across.kernel(); u++) {
                    for (int i = 0; i < down.count(); i++) {
                        for (int j = 0; j < across.count(); j++) {
                            int y = i * down.stride() - down.padding() + t * down.dilation();
                            int x = j * across.stride() - across.padding() + u * across.dilation();
                            boolean inside = y >= 0 && y < down.size() && x >= 0 && x < across.size();
                            places[at++] = inside ? (c * down.size() + y) * across.size() + x : -1;
                        }
                    }
                }
            }
        }
        return places;
    }

    private static String text(PlaneWindows windows) {
        return windows.vertical() + " " + windows.horizontal();
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}

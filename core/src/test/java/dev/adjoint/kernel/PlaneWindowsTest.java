package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unfolding and folding against the definition, tap by tap. */
class PlaneWindowsTest {
    private static final int PLANES = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void copiesAndAddsWhereTapsLie(int seed) {
        Random random = new Random(seed);
        PlaneWindows windows = new PlaneWindows(windows(random), windows(random));
        int columns = PLANES * windows.taps() * windows.windows();
        double[] x = random.doubles(1 + PLANES * windows.plane()).toArray();
        double[] want = new double[columns];
        double[] folded = new double[x.length];
        int at = 0;
        for (int c = 0; c < PLANES; c++) {
            for (int t = 0; t < windows.vertical().kernel(); t++) {
                for (int u = 0; u < windows.horizontal().kernel(); u++) {
                    for (int i = 0; i < windows.vertical().count(); i++) {
                        for (int j = 0; j < windows.horizontal().count(); j++, at++) {
                            int place = place(windows, c, t, u, i, j);
                            want[at] = place < 0 ? -1 : x[1 + place];
                            if (place >= 0) {
                                folded[1 + place] += at;
                            }
                        }
                    }
                }
            }
        }

        double[] got = new double[columns];
        Arrays.fill(got, -1);
        windows.unfold(x, 1, PLANES, got);
        assertThat(got).as("seed %d", seed).containsExactly(want);

        double[] numbers = new double[columns];
        Arrays.setAll(numbers, i -> i);
        double[] sums = new double[x.length];
        windows.fold(numbers, PLANES, sums, 1);
        assertThat(sums).as("seed %d", seed).containsExactly(folded);

        float[] floats = new float[columns];
        windows.unfold(floats(x), 1, PLANES, floats);
        Arrays.setAll(want, i -> want[i] == -1 ? 0 : (float) want[i]);
        assertThat(floats).as("seed %d", seed).containsExactly(floats(want));
        float[] floatSums = new float[x.length];
        windows.fold(floats(numbers), PLANES, floatSums, 1);
        assertThat(floatSums).as("seed %d", seed).containsExactly(floats(folded));
    }

    private static Windows windows(Random random) {
        int size = 3 + random.nextInt(4);
        int kernel = 1 + random.nextInt(3);
        return new Windows(
                size, 1 + random.nextInt(4), kernel, 1 + random.nextInt(3), random.nextInt(4), 1 + random.nextInt(3));
    }

    private static int place(PlaneWindows windows, int c, int t, int u, int i, int j) {
        Windows down = windows.vertical();
        Windows across = windows.horizontal();
        int y = i * down.stride() - down.padding() + t * down.dilation();
        int x = j * across.stride() - across.padding() + u * across.dilation();
        boolean inside = y >= 0 && y < down.size() && x >= 0 && x < across.size();
        return inside ? (c * down.size() + y) * across.size() + x : -1;
    }

    private static float[] floats(double[] x) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }
}

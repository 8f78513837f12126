package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Arrays seen as [outer, length, inner] = [2, 3, 2]: x[o, l, i] = 100·o + 10·l + i. */
class IndexingTest {
    private static final double[] X = {0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121};

    @Test
    void gathersElements() {
        long[] index = {2, 0, 1, 1};
        double[] out = new double[4];
        Indexing.gather(X, index, 2, 3, 1, 2, out);
        assertThat(out).containsExactly(20, 1, 110, 111);
    }

    @Test
    void selectsSlices() {
        double[] out = new double[8];
        Indexing.select(X, new long[] {2, 0}, 2, 3, 2, 2, out);
        assertThat(out).containsExactly(20, 21, 0, 1, 120, 121, 100, 101);
    }

    @Test
    void addsAtRepeatedIndices() {
        float[] sums = new float[6];
        Indexing.selectAdd(new float[] {1, 2, 3, 4, 5, 6}, new long[] {1, 1, 0}, 1, 3, 3, 2, sums);
        assertThat(sums).containsExactly(5, 6, 4, 6, 0, 0);

        double[] scattered = new double[6];
        Indexing.scatterAdd(new double[] {1, 2, 3, 4}, new long[] {0, 2, 0, 1}, 1, 3, 2, 2, scattered);
        assertThat(scattered).containsExactly(4, 0, 0, 4, 0, 2);
    }

    @Test
    void putsSlicesInPlaceInAnyParts() {
        Indexing.Slice first = new Indexing.Slice(new double[] {1, 2, 3, 4}, 0, 1);
        Indexing.Slice last = new Indexing.Slice(new double[] {5, 6, 7, 8, 9, 10, 11, 12}, 1, 2);
        Indexing.Slice alone = new Indexing.Slice(new double[] {-0.0, 2, 3, -0.0}, 1, 1);
        for (int cut = 0; cut <= 12; cut++) {
            double[] out = new double[12];
            Arrays.fill(out, Double.NaN);
            unslice(cut, out, first, last, first);
            assertThat(out).containsExactly(2, 4, 5, 6, 7, 8, 6, 8, 9, 10, 11, 12);
            unslice(cut, out, alone);
            assertThat(out).containsExactly(0, 0, -0.0, 2, 0, 0, 0, 0, 3, -0.0, 0, 0);
        }
    }

    private static void unslice(int cut, double[] out, Indexing.Slice... slices) {
        Indexing.unslice(slices, 3, 2, 0, cut, out);
        Indexing.unslice(slices, 3, 2, cut, 12, out);
    }
}

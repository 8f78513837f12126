package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

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
}

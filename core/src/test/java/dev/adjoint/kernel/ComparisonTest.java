package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    private static final double[] LEFT = {1, 2, 3, 0.0, Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY, 0x1p60};
    private static final double[] RIGHT = {2, 2, 2, -0.0, 1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p60};

    private interface Relation {
        boolean holds(double a, double b);
    }

    static Stream<Arguments> relations() {
        return Stream.of(
                of(Comparison.EQ, (a, b) -> a == b),
                of(Comparison.NE, (a, b) -> a != b),
                of(Comparison.LT, (a, b) -> a < b),
                of(Comparison.LE, (a, b) -> a <= b),
                of(Comparison.GT, (a, b) -> a > b),
                of(Comparison.GE, (a, b) -> a >= b));
    }

    private static Arguments of(Comparison comparison, Relation relation) {
        return Arguments.of(comparison, relation);
    }

    @ParameterizedTest
    @MethodSource("relations")
    void answersAsJava(Comparison comparison, Relation relation) {
        int n = LEFT.length;
        float[] a = new float[n];
        float[] b = new float[n];
        long[] c = new long[n];
        long[] d = new long[n];
        for (int i = 0; i < n; i++) {
            a[i] = (float) LEFT[i];
            b[i] = (float) RIGHT[i];
            c[i] = (long) LEFT[i] + 1;
            d[i] = (long) RIGHT[i] + 1;
        }
        boolean[] doubles = new boolean[n];
        boolean[] floats = new boolean[n];
        boolean[] longs = new boolean[n];
        comparison.run(LEFT, RIGHT, doubles, 0, n);
        comparison.run(a, b, floats, 0, n);
        comparison.run(c, d, longs, 0, n);
        for (int i = 0; i < n; i++) {
            boolean expected = relation.holds(LEFT[i], RIGHT[i]);
            assertThat(doubles[i]).as("%s %s %s", LEFT[i], comparison, RIGHT[i]).isEqualTo(expected);
            assertThat(floats[i]).as("%s %s %s", a[i], comparison, b[i]).isEqualTo(expected);
            assertThat(longs[i])
                    .as("%s %s %s", c[i], comparison, d[i])
                    .isEqualTo(relation.holds(Long.compare(c[i], d[i]), 0));
        }
        boolean[] logic = new boolean[4];
        comparison.run(new boolean[] {false, false, true, true}, new boolean[] {false, true, false, true}, logic, 0, 4);
        for (int i = 0; i < 4; i++) {
            assertThat(logic[i]).isEqualTo(relation.holds((float) (i >> 1), i & 1));
        }
    }

    @Test
    void selectsByCondition() {
        boolean[] condition = {true, false, true};
        float[] floats = new float[3];
        Select.run(condition, new float[] {1, 2, 3}, new float[] {4, 5, Float.NaN}, floats, 0, 3);
        long[] longs = new long[3];
        Select.run(condition, new long[] {1, 2, 3}, new long[] {4, 5, 6}, longs, 1, 3);

        assertThat(floats).containsExactly(1, 5, 3);
        assertThat(longs).containsExactly(0, 5, 3);
    }
}

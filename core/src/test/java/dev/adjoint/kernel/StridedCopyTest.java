package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StridedCopyTest {
    static Stream<Arguments> layouts() {
        return Stream.of(
                layout("contiguous", 0, new int[] {3, 4}, 4, 1),
                layout("transposed", 0, new int[] {4, 3}, 1, 4),
                layout("row repeated", 5, new int[] {3, 4}, 0, 1),
                layout("column repeated", 2, new int[] {3, 4}, 1, 0),
                layout("one number", 7, new int[] {3, 4}, 0, 0),
                layout("reversed", 11, new int[] {3, 4}, -4, -1),
                layout("every second", 1, new int[] {2, 3}, 6, 2),
                layout("permuted", 0, new int[] {2, 3, 2}, 1, 4, 2),
                layout("ones between", 0, new int[] {3, 1, 4, 1}, 4, 99, 1, 99),
                layout("0-d", 6, new int[] {}),
                layout("empty", 0, new int[] {2, 0, 3}, 3, 3, 1),
                layout("repeated block", 0, new int[] {2, 3, 2}, 0, 2, 1));
    }

    private static Arguments layout(String name, int offset, int[] dims, int... strides) {
        return Arguments.of(name, offset, dims, strides);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layouts")
    void readsAndWritesEveryStretch(String name, int offset, int[] dims, int[] strides) {
        int[] places = places(offset, dims, strides);
        StridedCopy copy = new StridedCopy(dims, strides, offset);
        for (int start = 0; start <= places.length; start++) {
            for (int n = 0; start + n <= places.length; n++) {
                for (Object from : arrays(12)) {
                    Object read = fresh(from, n + 2);
                    copy.read(from, start, read, 1, n);
                    Object written = fresh(from, 12);
                    copy.write(read, 1, written, start, n);
                    for (int i = 0; i < n; i++) {
                        assertThat(at(read, 1 + i)).isEqualTo(at(from, places[start + i]));
                        assertThat(at(written, places[start + i])).isEqualTo(at(from, places[start + i]));
                    }
                    assertThat(at(read, 0)).isEqualTo(at(fresh(from, 1), 0));
                    assertThat(at(read, n + 1)).isEqualTo(at(fresh(from, 1), 0));
                }
            }
        }
    }

    private static int[] places(int offset, int[] dims, int[] strides) {
        int n = 1;
        for (int dim : dims) {
            n *= dim;
        }
        int[] places = new int[n];
        for (int i = 0; i < n; i++) {
            int rest = i;
            places[i] = offset;
            for (int d = dims.length - 1; d >= 0; d--) {
                places[i] += rest % dims[d] * strides[d];
                rest /= dims[d];
            }
        }
        return places;
    }

    private static Object[] arrays(int n) {
        float[] floats = new float[n];
        double[] doubles = new double[n];
        long[] longs = new long[n];
        boolean[] booleans = new boolean[n];
        for (int i = 0; i < n; i++) {
            floats[i] = i + 1;
            doubles[i] = i + 1;
            longs[i] = i + 1L;
            booleans[i] = i % 3 == 0;
        }
        return new Object[] {floats, doubles, longs, booleans};
    }

    private static Object fresh(Object like, int n) {
        return java.lang.reflect.Array.newInstance(like.getClass().getComponentType(), n);
    }

    private static Object at(Object array, int i) {
        return java.lang.reflect.Array.get(array, i);
    }
}

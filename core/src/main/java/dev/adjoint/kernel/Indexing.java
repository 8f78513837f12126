package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * Reading and adding at indices along the middle dimension of arrays seen as {@code [outer, length, inner]}, row-major.
 *
 * <p>{@code count} is the number of indices along that dimension; indices are in {@code [0, length)}. Additions run in
 * row-major order of the index, on one thread, so that sums have one order.
 */
public final class Indexing {
    private Indexing() {}

    /** {@code out[o, c, i] = x[o, index[o, c, i], i]}. */
    public static void gather(Object x, long[] index, int outer, int length, int count, int inner, Object out) {
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < count; c++) {
                int at = (o * count + c) * inner;
                for (int i = 0; i < inner; i++) {
                    System.arraycopy(x, (o * length + (int) index[at + i]) * inner + i, out, at + i, 1);
                }
            }
        }
    }

    /** {@code out[o, index[o, c, i], i] += source[o, c, i]}, for {@code float[]} or {@code double[]}. */
    public static void scatterAdd(
            Object source, long[] index, int outer, int length, int count, int inner, Object out) {
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < count; c++) {
                int at = (o * count + c) * inner;
                for (int i = 0; i < inner; i++) {
                    add(source, at + i, out, (o * length + (int) index[at + i]) * inner + i, 1);
                }
            }
        }
    }

    /** {@code out[o, c, …] = x[o, index[c], …]}. */
    public static void select(Object x, long[] index, int outer, int length, int count, int inner, Object out) {
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < count; c++) {
                System.arraycopy(x, (o * length + (int) index[c]) * inner, out, (o * count + c) * inner, inner);
            }
        }
    }

    /** {@code out[o, index[c], …] += source[o, c, …]}, for {@code float[]} or {@code double[]}. */
    public static void selectAdd(Object source, long[] index, int outer, int length, int count, int inner, Object out) {
        for (int o = 0; o < outer; o++) {
            for (int c = 0; c < count; c++) {
                add(source, (o * count + c) * inner, out, (o * length + (int) index[c]) * inner, inner);
            }
        }
    }

    /**
     * Elements for places along the middle dimension: {@code source[o, c, …]} for {@code start + c}, with c in
     * {@code [0, count)}.
     */
    public record Slice(Object source, int start, int count) {}

    /**
     * {@code out[o, l, …] = 0}, and then {@code out[o, start + c, …] += source[o, c, …]} for each slice; one slice
     * alone is copied, so that −0 stays −0. All of it for elements {@code [from, to)} of {@code out}.
     */
    public static void unslice(Slice[] slices, int length, int inner, int from, int to, Object out) {
        clear(out, from, to - from);
        int row = length * inner;
        for (int o = from / row; o * row < to; o++) {
            for (Slice slice : slices) {
                int first = o * row + slice.start * inner;
                int begin = Math.max(from, first);
                int n = Math.min(to, first + slice.count * inner) - begin;
                int at = o * slice.count * inner + begin - first;
                if (n > 0 && slices.length == 1) {
                    System.arraycopy(slice.source, at, out, begin, n);
                } else if (n > 0) {
                    add(slice.source, at, out, begin, n);
                }
            }
        }
    }

    private static void clear(Object array, int from, int n) {
        if (array instanceof float[] x) {
            Arrays.fill(x, from, from + n, 0);
        } else {
            Arrays.fill((double[]) array, from, from + n, 0);
        }
    }

    private static void add(Object source, int from, Object out, int to, int n) {
        if (source instanceof float[] x) {
            float[] y = (float[]) out;
            for (int i = 0; i < n; i++) {
                y[to + i] += x[from + i];
            }
        } else {
            double[] x = (double[]) source;
            double[] y = (double[]) out;
            for (int i = 0; i < n; i++) {
                y[to + i] += x[from + i];
            }
        }
    }
}

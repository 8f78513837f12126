package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reductions over any set of dimensions by kernels that see an array as {@code [outer, length, inner]}.
 *
 * <p>Neighbouring dimensions are reduced together; sets with gaps are reduced group by group, the last one first.
 */
final class Along {
    private Along() {}

    /** Reduces the middle dimension of {@code [outer, length, inner]}. */
    @FunctionalInterface
    interface Kernel<A> {
        void reduce(A x, int outer, int length, int inner, A out);
    }

    /** Returns x with the marked dimensions reduced, kept with size 1 if {@code keepDim}. */
    static Tensor reduce(
            Tensor x, boolean[] reduced, boolean keepDim, Kernel<float[]> floats, Kernel<double[]> doubles) {
        Shape shape = x.shape().reduce(reduced, keepDim);
        if (x.dtype() == DType.FLOAT32) {
            float[] array = Pointwise.floats(x);
            for (Group group : Group.of(x.shape(), reduced)) {
                float[] out = new float[group.outer * group.inner];
                floats.reduce(array, group.outer, group.length, group.inner, out);
                array = out;
            }
            return Tensor.wrap(array == x.storage().array() ? x.toFloatArray() : array, shape);
        }
        double[] array = Pointwise.doubles(x);
        for (Group group : Group.of(x.shape(), reduced)) {
            double[] out = new double[group.outer * group.inner];
            doubles.reduce(array, group.outer, group.length, group.inner, out);
            array = out;
        }
        return Tensor.wrap(array == x.storage().array() ? x.toDoubleArray() : array, shape);
    }

    /** As {@link #reduce} for {@code INT64}. */
    static Tensor reduceLongs(Tensor x, boolean[] reduced, boolean keepDim, Kernel<long[]> longs) {
        long[] array = Pointwise.longs(x);
        for (Group group : Group.of(x.shape(), reduced)) {
            long[] out = new long[group.outer * group.inner];
            longs.reduce(array, group.outer, group.length, group.inner, out);
            array = out;
        }
        return Tensor.wrap(
                array == x.storage().array() ? x.toLongArray() : array,
                x.shape().reduce(reduced, keepDim));
    }

    /** Returns x with the marked dimensions moved behind the others and joined: {@code [kept…, joined]}, made flat. */
    static Tensor last(Tensor x, boolean[] reduced) {
        int[] order = order(reduced);
        int kept = 0;
        for (boolean isReduced : reduced) {
            kept += isReduced ? 0 : 1;
        }
        Tensor moved = x.view(x.layout().permute(order));
        int[] dims = Arrays.copyOf(moved.shape().dims(), kept + 1);
        dims[kept] = 1;
        for (int i = kept; i < order.length; i++) {
            dims[kept] *= moved.size(i);
        }
        return moved.reshape(dims);
    }

    private static int[] order(boolean[] reduced) {
        int[] order = new int[reduced.length];
        int next = 0;
        for (boolean wanted : new boolean[] {false, true}) {
            for (int i = 0; i < reduced.length; i++) {
                if (reduced[i] == wanted) {
                    order[next++] = i;
                }
            }
        }
        return order;
    }

    /** A run of reduced dimensions, with the sizes before and behind it at the time it is reduced. */
    private record Group(int outer, int length, int inner) {
        /** Returns the groups, the last first: those behind one are reduced by then. */
        static List<Group> of(Shape shape, boolean[] reduced) {
            List<Group> groups = new ArrayList<>();
            int inner = 1;
            int i = shape.rank() - 1;
            while (i >= 0) {
                if (!reduced[i]) {
                    inner *= shape.dim(i--);
                    continue;
                }
                int length = 1;
                while (i >= 0 && reduced[i]) {
                    length *= shape.dim(i--);
                }
                int outer = 1;
                for (int j = 0; j <= i; j++) {
                    outer *= shape.dim(j);
                }
                groups.add(new Group(outer, length, inner));
            }
            return groups;
        }
    }
}

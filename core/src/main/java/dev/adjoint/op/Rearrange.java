package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shape functions composed of slices, joins and expansions. */
public final class Rearrange {
    private Rearrange() {}

    /** Implements {@link Tensor#split(int, int...)}. */
    public static List<Tensor> split(Tensor x, int dim, int... sizes) {
        int axis = x.shape().axis("split", dim);
        int total = Arrays.stream(sizes).sum();
        if (total != x.size(axis) || Arrays.stream(sizes).anyMatch(size -> size < 0)) {
            throw new IllegalArgumentException("split: sizes " + Arrays.toString(sizes) + " must add up to dimension "
                    + axis + " of shape " + x.shape());
        }
        List<Tensor> parts = new ArrayList<>();
        int start = 0;
        for (int size : sizes) {
            parts.add(x.narrow(axis, start, size));
            start += size;
        }
        return parts;
    }

    /** Implements {@link Tensor#splitEvery}: parts of one size, the last as small as what is left. */
    public static List<Tensor> splitEvery(Tensor x, int dim, int size) {
        int length = x.size(x.shape().axis("split", dim));
        if (size < 1 && length > 0) {
            throw new IllegalArgumentException("split: the size must be >= 1, got " + size);
        }
        int parts = length == 0 ? 1 : (length + size - 1) / size;
        int[] sizes = new int[parts];
        Arrays.setAll(sizes, i -> Math.min(size, length - i * size));
        return split(x, dim, sizes);
    }

    /** Implements {@link Tensor#chunk}: at most that many parts, of the size that is needed for it. */
    public static List<Tensor> chunk(Tensor x, int dim, int chunks) {
        if (chunks < 1) {
            throw new IllegalArgumentException("chunk: the number of chunks must be >= 1, got " + chunks);
        }
        int length = x.size(x.shape().axis("chunk", dim));
        if (length == 0) {
            return split(x, dim, new int[chunks]);
        }
        return splitEvery(x, dim, (length + chunks - 1) / chunks);
    }

    /** Implements {@link Tensor#roll}: what leaves at the end of a dimension enters at its start. */
    public static Tensor roll(Tensor x, int[] shifts, int[] dims) {
        if (shifts.length != Math.max(1, dims.length)) {
            throw new IllegalArgumentException("roll: takes a shift for each dimension, got " + Arrays.toString(shifts)
                    + " for " + Arrays.toString(dims));
        }
        if (dims.length == 0) {
            return roll(x.flatten(), shifts, new int[] {0}).reshape(x.shape());
        }
        Tensor y = x;
        for (int i = 0; i < dims.length; i++) {
            int axis = x.shape().axis("roll", dims[i]);
            int length = x.size(axis);
            int cut = length == 0 ? 0 : Math.floorMod(-shifts[i], length);
            if (cut > 0) {
                y = Tensor.concat(axis, y.narrow(axis, cut, length - cut), y.narrow(axis, 0, cut));
            }
        }
        return y;
    }

    /** Implements {@link Tensor#repeat}: the whole tensor again and again along each dimension. */
    public static Tensor repeat(Tensor x, int... repeats) {
        int added = repeats.length - x.rank();
        if (added < 0) {
            throw new IllegalArgumentException("repeat: takes at least " + x.rank() + " numbers for shape " + x.shape()
                    + ", got " + Arrays.toString(repeats));
        }
        int[] split = new int[2 * repeats.length];
        int[] expanded = new int[split.length];
        int[] joined = new int[repeats.length];
        for (int i = 0; i < repeats.length; i++) {
            int size = i < added ? 1 : x.size(i - added);
            split[2 * i] = 1;
            split[2 * i + 1] = size;
            expanded[2 * i] = repeats[i];
            expanded[2 * i + 1] = size;
            joined[i] = repeats[i] * size;
        }
        return x.reshape(split).expand(Shape.of(expanded)).reshape(joined);
    }

    /** Implements {@link Tensor#oneHot}: 1 at the index along a new last dimension, 0 elsewhere. */
    public static Tensor oneHot(Tensor index, int classes) {
        if (classes == -1) {
            return oneHot(index, largest(index) + 1);
        }
        long[] places = Indices.checked("oneHot", index, classes);
        int[] dims = Arrays.copyOf(index.shape().dims(), index.rank() + 1);
        dims[index.rank()] = classes;
        Tensor out = Tensor.zeros(DType.INT64, dims);
        long[] ones = out.storage().longs();
        for (int i = 0; i < index.size(); i++) {
            ones[i * classes + (int) places[i]] = 1;
        }
        return out;
    }

    private static int largest(Tensor index) {
        if (index.size() == 0) {
            throw new IllegalArgumentException("oneHot: the number of classes cannot be worked out of no indices");
        }
        long[] places = Indices.checked("oneHot", index, Integer.MAX_VALUE);
        long largest = 0;
        for (int i = 0; i < index.size(); i++) {
            largest = Math.max(largest, places[i]);
        }
        return (int) largest;
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Notation;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Splits a dimension into several: {@code [n, c·h·w] → [n, c, h, w]}. */
public final class Unflatten extends Layer {
    /** More than any size. */
    private static final long TOO_LARGE = 1L << Integer.SIZE - 1;

    private final int dim;
    private final int[] sizes;

    /**
     * Makes the layer.
     *
     * @param dim the dimension, a negative number counting from the last
     * @param sizes what it becomes; one of them may be −1 and is what is left
     * @throws IllegalArgumentException if there are no sizes, or one is neither positive nor the only −1
     */
    public Unflatten(int dim, int... sizes) {
        long unknown = IntStream.of(sizes).filter(size -> size == -1).count();
        if (sizes.length == 0 || unknown > 1 || IntStream.of(sizes).anyMatch(size -> size < 1 && size != -1)) {
            throw new IllegalArgumentException(
                    "Unflatten: sizes must be >= 1, but for one that may be -1, got " + Arrays.toString(sizes));
        }
        this.dim = dim;
        this.sizes = sizes.clone();
    }

    @Override
    protected Tensor forward(Tensor x) {
        int axis = x.shape().axis("Unflatten", dim);
        check(x, x.size(axis));
        IntStream before = IntStream.range(0, axis).map(x::size);
        IntStream after = IntStream.range(axis + 1, x.rank()).map(x::size);
        return x.reshape(IntStream.concat(IntStream.concat(before, IntStream.of(sizes)), after)
                .toArray());
    }

    /** Checks that the sizes make up a dimension: their product is its size, or divides it if one is left open. */
    private void check(Tensor x, int size) {
        long product = 1;
        boolean open = false;
        for (int part : sizes) {
            open |= part == -1;
            product = part == -1 ? product : Math.min(product * part, TOO_LARGE);
        }
        if (open ? size % product != 0 : size != product) {
            throw new IllegalArgumentException("Unflatten: sizes " + Arrays.toString(sizes)
                    + " do not make up dimension " + dim + " of " + x.shape());
        }
    }

    @Override
    protected String settings() {
        return "dim=" + dim + ", unflattened_size=" + Notation.tuple(sizes);
    }
}

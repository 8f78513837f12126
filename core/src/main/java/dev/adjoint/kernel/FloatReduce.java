package dev.adjoint.kernel;

/**
 * Sums and maxima of one stretch of a {@code float} array, in an order that is the same on every machine.
 *
 * <p>{@link #sum} adds element {@code i} of a block of {@value #BLOCK} to virtual lane {@code i mod 16}, each lane in
 * order, and joins lanes {@code l} and {@code l + 8}, then 4, 2, 1. Longer stretches are cut into blocks whose sums are
 * added pairwise (see {@link Reduce}); the error grows with the logarithm of the length.
 */
public interface FloatReduce {
    /** The longest stretch that {@link #sum} takes. */
    int BLOCK = 4096;

    /** Returns the sum of {@code x[offset … offset + n)}, 0 if n is 0; n is at most {@link #BLOCK}. */
    float sum(float[] x, int offset, int n);

    /** Returns the largest of {@code x[offset … offset + n)}, NaN if one is NaN; n is at least 1. */
    float max(float[] x, int offset, int n);
}

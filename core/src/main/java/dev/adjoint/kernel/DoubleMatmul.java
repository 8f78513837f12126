package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * {@code C = A·B} and {@code C = D + A·B} of {@code double} matrices in flat arrays: {@code A: [m, k]}, {@code B: [k,
 * n]}, {@code C, D: [m, n]}.
 *
 * <p>{@code A} and {@code B} may have any strides: a transpose needs no copy, a stride of 0 repeats a row, a column or
 * a number. The rows of {@code C} and {@code D} are contiguous; a row stride of 0 makes {@code D} a bias row. {@code C}
 * overlaps neither {@code A} nor {@code B}; {@code D} may be {@code C} itself. Arguments are not checked.
 *
 * <p>Every element is summed in one order, whatever the vector width, the number of threads or the shape: {@code k} is
 * cut into blocks of {@value #BLOCK}, each summed from +0 by {@code s = fma(a, b, s)} in order, and the element is
 * {@code ((d + s₀) + s₁) + …}, without {@code d} if there is no {@code D}. An empty sum is +0.
 */
public interface DoubleMatmul {
    /** The number of products that one chain of {@code fma} sums. */
    int BLOCK = 256;

    /** {@code C = D + A·B}, or {@code C = A·B} if {@code d} is null. */
    void multiply(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            double[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            double @Nullable [] d,
            int dOffset,
            int dRowStride,
            double[] c,
            int cOffset,
            int cRowStride);

    /** {@code C = A·B}. */
    default void multiply(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            double[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            double[] c,
            int cOffset,
            int cRowStride) {
        multiply(
                m,
                n,
                k,
                a,
                aOffset,
                aRowStride,
                aColStride,
                b,
                bOffset,
                bRowStride,
                bColStride,
                null,
                0,
                0,
                c,
                cOffset,
                cRowStride);
    }

    /** Returns the number of elements that {@link #copy} writes. */
    default int copySize(int k, int n) {
        return k * n;
    }

    /** Copies {@code B: [k, n]} as {@link #multiplyCopy} takes it: worth it where many products use it. */
    default void copy(int k, int n, double[] b, int bOffset, int bRowStride, int bColStride, double[] to) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                to[p * n + j] = b[bOffset + p * bRowStride + j * bColStride];
            }
        }
    }

    /** As {@link #multiply}, where {@code b} is what {@link #copy} wrote. */
    default void multiplyCopy(
            int m,
            int n,
            int k,
            double[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            double[] b,
            double @Nullable [] d,
            int dOffset,
            int dRowStride,
            double[] c,
            int cOffset,
            int cRowStride) {
        multiply(
                m,
                n,
                k,
                a,
                aOffset,
                aRowStride,
                aColStride,
                b,
                0,
                n,
                1,
                d,
                dOffset,
                dRowStride,
                c,
                cOffset,
                cRowStride);
    }
}

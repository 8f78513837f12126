package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * {@code C = A·B} and {@code C = D + A·B} of {@code float} matrices in flat arrays: {@code A: [m, k]}, {@code B: [k,
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
public abstract class FloatMatmul {
    /** The number of products that one chain of {@code fma} sums. */
    public static final int BLOCK = 256;

    /** {@code C = D + A·B}, or {@code C = A·B} if {@code d} is null. */
    public final void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            float[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            float @Nullable [] d,
            int dOffset,
            int dRowStride,
            float[] c,
            int cOffset,
            int cRowStride) {
        if (m == 0 || n == 0) {
            return;
        }
        if (n == 1 && aRowStride != 1) {
            FloatDots.multiply(
                    m,
                    k,
                    a,
                    aOffset,
                    aRowStride,
                    aColStride,
                    b,
                    bOffset,
                    bRowStride,
                    d,
                    dOffset,
                    dRowStride,
                    c,
                    cOffset,
                    cRowStride);
        } else if (m == 1 && bColStride != 1) {
            FloatDots.multiply(
                    n, k, b, bOffset, bColStride, bRowStride, a, aOffset, aColStride, d, dOffset, 1, c, cOffset, 1);
        } else {
            multiply(new Operands<>(
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
                    d,
                    dOffset,
                    dRowStride,
                    1,
                    c,
                    cOffset,
                    cRowStride,
                    1));
        }
    }

    /** Computes a product of at least one row and one column, but for those that {@link FloatDots} computes. */
    protected abstract void multiply(Operands<float[]> operands);

    /** {@code C = A·B}. */
    public final void multiply(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            float[] b,
            int bOffset,
            int bRowStride,
            int bColStride,
            float[] c,
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

    /** Returns the length of an array that {@link #copy} can write to. */
    public int copySize(int k, int n) {
        return k * n;
    }

    /** Copies {@code B: [k, n]} as {@link #multiplyCopy} takes it: worth it where many products use it. */
    public void copy(int k, int n, float[] b, int bOffset, int bRowStride, int bColStride, float[] to) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                to[p * n + j] = b[bOffset + p * bRowStride + j * bColStride];
            }
        }
    }

    /** As {@link #multiply}, where {@code b} is what {@link #copy} wrote. */
    public void multiplyCopy(
            int m,
            int n,
            int k,
            float[] a,
            int aOffset,
            int aRowStride,
            int aColStride,
            float[] b,
            float @Nullable [] d,
            int dOffset,
            int dRowStride,
            float[] c,
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

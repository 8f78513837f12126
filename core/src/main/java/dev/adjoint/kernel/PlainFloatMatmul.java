package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/** {@link FloatMatmul} in plain Java, in loops that HotSpot vectorises itself. */
public final class PlainFloatMatmul implements FloatMatmul {
    /** A product with fewer columns than this, and than rows, is computed as its transpose: short rows gain nothing. */
    private static final int FEW_COLUMNS = 32;

    @Override
    public void multiply(
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
            Operands<float[]> operands = new Operands<>(
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
                    1);
            boolean flat = n < FEW_COLUMNS && n < m;
            new PlainFloatProduct(flat ? operands.transposed() : operands).compute(0.1, 1, 1);
        }
    }
}

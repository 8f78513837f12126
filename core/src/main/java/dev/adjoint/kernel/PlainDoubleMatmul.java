package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/** {@link DoubleMatmul} in plain Java, in loops that HotSpot vectorises itself. */
public final class PlainDoubleMatmul implements DoubleMatmul {
    /** A product with fewer columns than this, and than rows, is computed as its transpose: short rows gain nothing. */
    private static final int FEW_COLUMNS = 32;

    @Override
    public void multiply(
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
            int cRowStride) {
        if (m == 0 || n == 0) {
            return;
        }
        if (n == 1 && aRowStride != 1) {
            DoubleDots.multiply(
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
            DoubleDots.multiply(
                    n, k, b, bOffset, bColStride, bRowStride, a, aOffset, aColStride, d, dOffset, 1, c, cOffset, 1);
        } else {
            Operands<double[]> operands = new Operands<>(
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
            new PlainDoubleProduct(flat ? operands.transposed() : operands).compute(0.1, 1, 1);
        }
    }
}

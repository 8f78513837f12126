package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleDots;
import dev.adjoint.kernel.DoubleMatmul;
import org.jspecify.annotations.Nullable;

/** {@link DoubleMatmul} in the Vector API. */
public final class SimdDoubleMatmul implements DoubleMatmul {
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
        } else if (n == 1) {
            new SimdDoubleProduct(
                            n,
                            m,
                            k,
                            b,
                            bOffset,
                            bColStride,
                            bRowStride,
                            a,
                            aOffset,
                            aColStride,
                            aRowStride,
                            d,
                            dOffset,
                            1,
                            dRowStride,
                            c,
                            cOffset,
                            1,
                            cRowStride)
                    .compute(0.02, DoubleTile.ROWS, 2 * DoubleTile.WIDTH);
        } else {
            new SimdDoubleProduct(
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
                            1)
                    .compute(0.02, DoubleTile.ROWS, 2 * DoubleTile.WIDTH);
        }
    }
}

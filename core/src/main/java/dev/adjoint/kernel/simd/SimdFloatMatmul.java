package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatDots;
import dev.adjoint.kernel.FloatMatmul;
import org.jspecify.annotations.Nullable;

/** {@link FloatMatmul} in the Vector API. */
public final class SimdFloatMatmul implements FloatMatmul {
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
        } else if (n == 1) {
            new SimdFloatProduct(
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
                    .compute(0.02, FloatTile.ROWS, 2 * FloatTile.WIDTH);
        } else {
            new SimdFloatProduct(
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
                    .compute(0.02, FloatTile.ROWS, 2 * FloatTile.WIDTH);
        }
    }
}

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatDots;
import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.Operands;
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
            if (PackedFloatProduct.suits(m, n, aRowStride)) {
                new PackedFloatProduct(operands).compute();
            } else {
                new SimdFloatProduct(n == 1 ? operands.transposed() : operands).compute();
            }
        }
    }

    @Override
    public int copySize(int k, int n) {
        return PackedFloatProduct.panelsSize(k, n);
    }

    @Override
    public void copy(int k, int n, float[] b, int bOffset, int bRowStride, int bColStride, float[] to) {
        PackedFloatProduct.copyPanels(k, n, b, bOffset, bRowStride, bColStride, to);
    }

    @Override
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
        if (m == 0 || n == 0) {
            return;
        }
        new PackedFloatProduct(new Operands<>(
                        m,
                        n,
                        k,
                        a,
                        aOffset,
                        aRowStride,
                        aColStride,
                        b,
                        0,
                        0,
                        0,
                        d,
                        dOffset,
                        dRowStride,
                        1,
                        c,
                        cOffset,
                        cRowStride,
                        1))
                .compute(b);
    }
}

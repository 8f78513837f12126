package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.Operands;
import org.jspecify.annotations.Nullable;

/** {@link FloatMatmul} in the Vector API. */
public final class SimdFloatMatmul extends FloatMatmul {
    @Override
    protected void multiply(Operands<float[]> of) {
        if (PackedFloatProduct.suits(of.m(), of.n(), of.aRowStride())) {
            new PackedFloatProduct(of).compute();
        } else {
            new SimdFloatProduct(of.n() == 1 ? of.transposed() : of).compute();
        }
    }

    @Override
    public int copySize(int k, int n) {
        return PackedFloatProduct.panelsEnd(k, n);
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

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleMatmul;
import dev.adjoint.kernel.Operands;
import org.jspecify.annotations.Nullable;

/** {@link DoubleMatmul} in the Vector API. */
public final class SimdDoubleMatmul extends DoubleMatmul {
    @Override
    protected void multiply(Operands<double[]> of) {
        if (PackedDoubleProduct.suits(of.m(), of.n(), of.aRowStride())) {
            new PackedDoubleProduct(of).compute();
        } else {
            new SimdDoubleProduct(of.n() == 1 ? of.transposed() : of).compute();
        }
    }

    @Override
    public int copySize(int k, int n) {
        return PackedDoubleProduct.panelsEnd(k, n);
    }

    @Override
    public void copy(int k, int n, double[] b, int bOffset, int bRowStride, int bColStride, double[] to) {
        PackedDoubleProduct.copyPanels(k, n, b, bOffset, bRowStride, bColStride, to);
    }

    @Override
    public void multiplyCopy(
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
        if (m == 0 || n == 0) {
            return;
        }
        new PackedDoubleProduct(new Operands<>(
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

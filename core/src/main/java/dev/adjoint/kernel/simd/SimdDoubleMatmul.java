package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleDots;
import dev.adjoint.kernel.DoubleMatmul;
import dev.adjoint.kernel.Operands;
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
            if (PackedDoubleProduct.suits(m, n, aRowStride)) {
                new PackedDoubleProduct(operands).compute();
            } else {
                new SimdDoubleProduct(n == 1 ? operands.transposed() : operands).compute();
            }
        }
    }

    @Override
    public int copySize(int k, int n) {
        return PackedDoubleProduct.panelsSize(k, n);
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

package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The matrices of a product {@code C = D + A·B} or {@code C = A·B} in flat arrays of type {@code T}: {@code A: [m, k]},
 * {@code B: [k, n]}, {@code C, D: [m, n]}, each at an offset and with any strides. Where {@code d} is null there is no
 * {@code D}.
 */
public record Operands<T>(
        int m,
        int n,
        int k,
        T a,
        int aOffset,
        int aRowStride,
        int aColStride,
        T b,
        int bOffset,
        int bRowStride,
        int bColStride,
        @Nullable T d,
        int dOffset,
        int dRowStride,
        int dColStride,
        T c,
        int cOffset,
        int cRowStride,
        int cColStride) {

    /** Returns the operands of {@code Cᵀ = Dᵀ + Bᵀ·Aᵀ}, which has the same numbers. */
    public Operands<T> transposed() {
        return new Operands<>(
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
                dColStride,
                dRowStride,
                c,
                cOffset,
                cColStride,
                cRowStride);
    }
}

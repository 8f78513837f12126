package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/** One product of matrices in arrays of type {@code T}; see {@link Operands}. */
public abstract class MatrixProduct<T> {
    protected final int m;
    protected final int n;
    protected final int k;
    protected final T a;
    protected final int aOffset;
    protected final int aRowStride;
    protected final int aColStride;
    protected final T b;
    protected final int bOffset;
    protected final int bRowStride;
    protected final int bColStride;
    protected final @Nullable T d;
    protected final int dOffset;
    protected final int dRowStride;
    protected final int dColStride;
    protected final T c;
    protected final int cOffset;
    protected final int cRowStride;
    protected final int cColStride;

    /** A product of these operands. */
    protected MatrixProduct(Operands<T> of) {
        m = of.m();
        n = of.n();
        k = of.k();
        a = of.a();
        aOffset = of.aOffset();
        aRowStride = of.aRowStride();
        aColStride = of.aColStride();
        b = of.b();
        bOffset = of.bOffset();
        bRowStride = of.bRowStride();
        bColStride = of.bColStride();
        d = of.d();
        dOffset = of.dOffset();
        dRowStride = of.dRowStride();
        dColStride = of.dColStride();
        c = of.c();
        cOffset = of.cOffset();
        cRowStride = of.cRowStride();
        cColStride = of.cColStride();
    }

    /** Returns what the sums over the block of {@code k} that begins at {@code p} are added to: {@code D}, then C. */
    protected final @Nullable T start(int p) {
        return p > 0 ? c : d;
    }

    /** Returns where element {@code [i, j]} of {@link #start} lies. */
    protected final int startAt(int p, int i, int j) {
        return p > 0 ? at(i, j) : dOffset + i * dRowStride + j * dColStride;
    }

    /** Returns the stride between rows of {@link #start}. */
    protected final int startRowStride(int p) {
        return p > 0 ? cRowStride : dRowStride;
    }

    /** Returns the stride between columns of {@link #start}. */
    protected final int startColStride(int p) {
        return p > 0 ? cColStride : dColStride;
    }

    /** Returns where element {@code [i, j]} of {@code C} lies. */
    protected final int at(int i, int j) {
        return cOffset + i * cRowStride + j * cColStride;
    }
}

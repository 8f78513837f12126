package dev.adjoint.kernel;

import org.jspecify.annotations.Nullable;

/**
 * One product {@code C = D + A·B} of matrices in arrays of type {@code T}: its operands, and how the work is cut.
 *
 * <p>The operands are those of {@link FloatMatmul}, but {@code C} and {@code D} have column strides too, so that a
 * kernel may compute {@code Cᵀ = Dᵀ + Bᵀ·Aᵀ} where that shape suits it better.
 */
public abstract class MatrixProduct<T> implements Parallel.Part {
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
    protected MatrixProduct(
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
        this.m = m;
        this.n = n;
        this.k = k;
        this.a = a;
        this.aOffset = aOffset;
        this.aRowStride = aRowStride;
        this.aColStride = aColStride;
        this.b = b;
        this.bOffset = bOffset;
        this.bRowStride = bRowStride;
        this.bColStride = bColStride;
        this.d = d;
        this.dOffset = dOffset;
        this.dRowStride = dRowStride;
        this.dColStride = dColStride;
        this.c = c;
        this.cOffset = cOffset;
        this.cRowStride = cRowStride;
        this.cColStride = cColStride;
    }

    /**
     * Computes the product, on several threads where that pays.
     *
     * @param nanosEach a rough cost of one multiplication with its addition, in nanoseconds
     * @param rows parts start at multiples of this many rows, if the rows are split
     * @param columns parts start at multiples of this many columns, if the columns are split
     */
    public final void compute(double nanosEach, int rows, int columns) {
        if (splitsRows()) {
            Parallel.range(m, nanosEach * n * Math.max(1, k), rows, this);
        } else {
            Parallel.range(n, nanosEach * m * Math.max(1, k), columns, this);
        }
    }

    @Override
    public final void run(int from, int to) {
        if (splitsRows()) {
            block(from, to, 0, n);
        } else {
            block(0, m, from, to);
        }
    }

    private boolean splitsRows() {
        return m >= n;
    }

    /** Computes rows {@code [row, rowEnd)} and columns {@code [column, columnEnd)} of {@code C}. */
    protected abstract void block(int row, int rowEnd, int column, int columnEnd);
}

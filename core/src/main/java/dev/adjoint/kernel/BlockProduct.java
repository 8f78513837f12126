package dev.adjoint.kernel;

/** A product whose blocks are computed apart from one another, each by one thread. */
public abstract class BlockProduct<T> extends MatrixProduct<T> implements Parallel.Part {
    /** A product of these operands. */
    protected BlockProduct(Operands<T> of) {
        super(of);
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

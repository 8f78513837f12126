package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleMatmul;
import dev.adjoint.kernel.MatrixProduct;
import org.jspecify.annotations.Nullable;

/**
 * A product of {@code double} matrices in tiles of {@link DoubleTile}.
 *
 * <p>Loops from the outside in: blocks of {@code k}; blocks of rows of {@code A}, which stay in the second-level cache;
 * panels of two vectors' width of {@code B}, which stay in the first; tiles. A panel of {@code B} is copied together
 * unless it is contiguous and used by few rows only; rows of {@code A} are copied together where many panels use them.
 */
final class SimdDoubleProduct extends MatrixProduct<double[]> {
    private static final int WIDTH = DoubleTile.WIDTH;
    private static final int PANEL = 2 * WIDTH;
    private static final int ROWS = DoubleTile.ROWS;
    private static final int LOW = DoubleTile.LOW;

    /** Rows of {@code A} in a block, a multiple of the tile: 160 · 256 doubles are 320 KiB. */
    private static final int BLOCK_ROWS = 160 / ROWS * ROWS;

    /** {@code B} is copied where more rows than this use it. */
    private static final int FEW_ROWS = 32;

    /** {@code A} is copied where more columns than this use it, or a quarter if its rows are not contiguous. */
    private static final int FEW_COLUMNS = 256;

    /** Copies go to arrays that the thread keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final ThreadLocal<DoubleBuffers> BUFFERS = ThreadLocal.withInitial(DoubleBuffers::new);

    SimdDoubleProduct(
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
            int dColStride,
            double[] c,
            int cOffset,
            int cRowStride,
            int cColStride) {
        super(
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
                dColStride,
                c,
                cOffset,
                cRowStride,
                cColStride);
    }

    @Override
    protected void block(int row, int rowEnd, int column, int columnEnd) {
        boolean direct = bColStride == 1 && columnEnd - column >= PANEL && rowEnd - row <= FEW_ROWS;
        boolean packRows = columnEnd - column > (aColStride == 1 ? FEW_COLUMNS : FEW_COLUMNS / 4);
        DoubleBuffers buffers = BUFFERS.get();
        double[] panel = buffers.panel;
        double[] rows = packRows ? buffers.rows() : a;
        int longest = Math.min(k, DoubleMatmul.BLOCK);
        int p = 0;
        do {
            int depth = Math.min(k - p, longest);
            for (int i = row; i < rowEnd; i += BLOCK_ROWS) {
                int end = Math.min(i + BLOCK_ROWS, rowEnd);
                int at = aOffset + i * aRowStride + p * aColStride;
                if (packRows) {
                    packRows(end - i, depth, at, rows);
                    panels(i, end, column, columnEnd, p, depth, rows, 0, true, direct, panel);
                } else {
                    panels(i, end, column, columnEnd, p, depth, a, at, false, direct, panel);
                }
            }
            p += depth;
        } while (p < k);
    }

    /** Multiplies rows of {@code A}, as they are or packed, with {@code depth} rows of {@code B}, a panel at a time. */
    private void panels(
            int row,
            int rowEnd,
            int column,
            int columnEnd,
            int p,
            int depth,
            double[] x,
            int xOffset,
            boolean xPacked,
            boolean direct,
            double[] panel) {
        int xRowStride = xPacked ? depth : aRowStride;
        int xColStride = xPacked ? 1 : aColStride;
        int j = column;
        if (direct && rowEnd - row == 1) {
            j = wideRow(row, column, columnEnd, p, depth, x, xOffset, xColStride);
        }
        for (; j < columnEnd; j += PANEL) {
            int columns = Math.min(PANEL, columnEnd - j);
            int bj = bOffset + p * bRowStride + j * bColStride;
            boolean packed = !direct || columns < PANEL;
            if (packed) {
                packColumns(columns, depth, bj, panel);
            }
            double[] y = packed ? panel : b;
            int yOffset = packed ? 0 : bj;
            int yRowStride = packed ? PANEL : bRowStride;
            int at = xOffset;
            for (int i = row; i < rowEnd; ) {
                int rows = height(rowEnd - i, xColStride == 1);
                tile(i, rows, j, columns, p, depth, x, at, xRowStride, xColStride, y, yOffset, yRowStride);
                at += rows * xRowStride;
                i += rows;
            }
        }
    }

    /** Returns the height of the next tile, so that all rows left go into tall tiles and low ones, if they can. */
    private static int height(int rowsLeft, boolean contiguous) {
        if (ROWS == 8 || rowsLeft <= LOW) {
            return contiguous && rowsLeft >= ROWS ? ROWS : Math.min(LOW, rowsLeft);
        }
        int lows = (ROWS - rowsLeft % ROWS) % ROWS;
        if (lows == 0) {
            return ROWS;
        }
        return lows * LOW <= rowsLeft ? LOW : Math.min(LOW, (rowsLeft + 1) / 2);
    }

    /** Computes as many columns of one row as go in steps of four vectors; returns the first column left. */
    private int wideRow(int row, int column, int columnEnd, int p, int depth, double[] x, int xOffset, int xColStride) {
        if (cColStride != 1 || (p == 0 && d != null && dColStride != 1)) {
            return column;
        }
        int j = column;
        for (; j <= columnEnd - 2 * PANEL; j += 2 * PANEL) {
            int bj = bOffset + p * bRowStride + j;
            int ci = cOffset + row * cRowStride + j;
            double[] start = p > 0 ? c : d;
            int si = p > 0 ? ci : dOffset + row * dRowStride + j;
            DoubleTile.row(depth, x, xOffset, xColStride, b, bj, bRowStride, start, si, c, ci);
        }
        return j;
    }

    private void tile(
            int i,
            int rows,
            int j,
            int columns,
            int p,
            int depth,
            double[] x,
            int xOffset,
            int xRowStride,
            int xColStride,
            double[] y,
            int yOffset,
            int yRowStride) {
        int ci = cOffset + i * cRowStride + j * cColStride;
        double[] start = p > 0 ? c : d;
        int si = p > 0 ? ci : dOffset + i * dRowStride + j * dColStride;
        int startRowStride = p > 0 ? cRowStride : dRowStride;
        int startColStride = p > 0 ? cColStride : dColStride;
        boolean contiguous = cColStride == 1 && (start == null || startColStride == 1);
        if (contiguous && columns == PANEL) {
            DoubleTile.two(
                    rows,
                    depth,
                    x,
                    xOffset,
                    xRowStride,
                    xColStride,
                    y,
                    yOffset,
                    yRowStride,
                    start,
                    si,
                    startRowStride,
                    c,
                    ci,
                    cRowStride);
        } else if (contiguous && columns == WIDTH) {
            DoubleTile.one(
                    rows,
                    depth,
                    x,
                    xOffset,
                    xRowStride,
                    xColStride,
                    y,
                    yOffset,
                    yRowStride,
                    start,
                    si,
                    startRowStride,
                    c,
                    ci,
                    cRowStride);
        } else {
            double[] sums = BUFFERS.get().sums;
            if (columns > WIDTH) {
                DoubleTile.two(
                        rows,
                        depth,
                        x,
                        xOffset,
                        xRowStride,
                        xColStride,
                        y,
                        yOffset,
                        yRowStride,
                        null,
                        0,
                        0,
                        sums,
                        0,
                        PANEL);
            } else {
                DoubleTile.one(
                        rows,
                        depth,
                        x,
                        xOffset,
                        xRowStride,
                        xColStride,
                        y,
                        yOffset,
                        yRowStride,
                        null,
                        0,
                        0,
                        sums,
                        0,
                        PANEL);
            }
            for (int r = 0; r < rows; r++) {
                for (int q = 0; q < columns; q++) {
                    double s = sums[r * PANEL + q];
                    int at = ci + r * cRowStride + q * cColStride;
                    c[at] = start == null ? s : start[si + r * startRowStride + q * startColStride] + s;
                }
            }
        }
    }

    /** Copies rows of {@code A} together, one behind the other. */
    private void packRows(int rows, int depth, int at, double[] to) {
        for (int i = 0; i < rows; i++) {
            int from = at + i * aRowStride;
            if (aColStride == 1) {
                System.arraycopy(a, from, to, i * depth, depth);
            } else {
                for (int p = 0; p < depth; p++) {
                    to[i * depth + p] = a[from + p * aColStride];
                }
            }
        }
    }

    /** Copies a panel of {@code B} together; lanes past its last column keep what they held. */
    private void packColumns(int columns, int depth, int at, double[] to) {
        if (bColStride == 1 && columns == PANEL) {
            DoubleTile.copy(depth, b, at, bRowStride, to);
            return;
        }
        int q = 0;
        for (; q + 4 <= columns; q += 4) {
            int from = at + q * bColStride;
            for (int p = 0; p < depth; p++) {
                int t = p * PANEL + q;
                to[t] = b[from];
                to[t + 1] = b[from + bColStride];
                to[t + 2] = b[from + 2 * bColStride];
                to[t + 3] = b[from + 3 * bColStride];
                from += bRowStride;
            }
        }
        for (; q < columns; q++) {
            int from = at + q * bColStride;
            for (int p = 0; p < depth; p++) {
                to[p * PANEL + q] = b[from + p * bRowStride];
            }
        }
    }

    /** The arrays of one thread. */
    private static final class DoubleBuffers {
        final double[] panel = new double[DoubleMatmul.BLOCK * PANEL];
        final double[] sums = new double[ROWS * PANEL];
        private double @Nullable [] rows;

        /** The block of rows of {@code A}, which only large products need. */
        double[] rows() {
            if (rows == null) {
                rows = new double[BLOCK_ROWS * DoubleMatmul.BLOCK];
            }
            return rows;
        }
    }
}

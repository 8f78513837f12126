package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.MatrixProduct;
import org.jspecify.annotations.Nullable;

/**
 * A product of {@code float} matrices in tiles of {@link FloatTile}.
 *
 * <p>Loops from the outside in: blocks of rows; blocks of {@code k}, where the block of {@code A} stays in the
 * second-level cache; panels of two vectors' width of {@code B}, which stay in the first; tiles. A panel of {@code B}
 * is copied together unless it is contiguous and used by few rows only. Where many panels use a block of {@code A}, it
 * is copied together so that a tall tile finds its column of {@code A} in one place; a transposed {@code A} lies so
 * already.
 */
final class SimdFloatProduct extends MatrixProduct<float[]> {
    private static final int WIDTH = FloatTile.WIDTH;
    private static final int PANEL = 2 * WIDTH;
    private static final int ROWS = FloatTile.ROWS;

    /** Rows of {@code A} in a block, a multiple of the tile: 512 · 256 floats are 512 KiB. */
    private static final int BLOCK_ROWS = 512 / ROWS * ROWS;

    /** {@code B} is copied where more rows than this use it. */
    private static final int FEW_ROWS = 32;

    /** {@code A} is copied where more columns than this use it. */
    private static final int FEW_COLUMNS = 2 * PANEL;

    /** Copies go to arrays that the thread keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final ThreadLocal<FloatBuffers> BUFFERS = ThreadLocal.withInitial(FloatBuffers::new);

    SimdFloatProduct(
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
            int dColStride,
            float[] c,
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
        boolean pack = columnEnd - column > FEW_COLUMNS && rowEnd - row >= ROWS;
        FloatBuffers buffers = BUFFERS.get();
        for (int i = row; i < rowEnd; i += BLOCK_ROWS) {
            int end = Math.min(i + BLOCK_ROWS, rowEnd);
            int tallEnd = pack || aRowStride == 1 ? end - (end - i) % ROWS : i;
            int p = 0;
            do {
                int depth = Math.min(k - p, FloatMatmul.BLOCK);
                float[] tall = a;
                if (pack) {
                    tall = buffers.rows();
                    packRows(i, tallEnd, p, depth, tall);
                }
                panels(i, tallEnd, end, column, columnEnd, p, depth, tall, pack, direct, buffers.panel);
                p += depth;
            } while (p < k);
        }
    }

    /** Multiplies rows of {@code A} with {@code depth} rows of {@code B}, a panel at a time. */
    private void panels(
            int row,
            int tallEnd,
            int rowEnd,
            int column,
            int columnEnd,
            int p,
            int depth,
            float[] tall,
            boolean packedRows,
            boolean direct,
            float[] panel) {
        int j = column;
        if (direct && rowEnd - row == 1) {
            j = wideRow(row, column, columnEnd, p, depth);
        }
        for (; j < columnEnd; j += PANEL) {
            int columns = Math.min(PANEL, columnEnd - j);
            int bj = bOffset + p * bRowStride + j * bColStride;
            boolean packed = !direct || columns < PANEL;
            if (packed) {
                packColumns(columns, depth, bj, panel);
            }
            float[] y = packed ? panel : b;
            int y0 = packed ? 0 : bj;
            int yStep = packed ? PANEL : bRowStride;
            for (int i = row; i < tallEnd; i += ROWS) {
                int x0 = packedRows ? (i - row) * depth : aOffset + i * aRowStride + p * aColStride;
                tall(i, j, columns, p, depth, tall, x0, packedRows ? ROWS : aColStride, y, y0, yStep);
            }
            int most = columns > WIDTH ? FloatTile.LOW : FloatTile.NARROW;
            for (int i = tallEnd; i < rowEnd; i += most) {
                low(i, Math.min(most, rowEnd - i), j, columns, p, depth, y, y0, yStep);
            }
        }
    }

    /** Computes as many columns of one row as go in steps of four vectors; returns the first column left. */
    private int wideRow(int row, int column, int columnEnd, int p, int depth) {
        float[] sums = BUFFERS.get().sums;
        int at = aOffset + row * aRowStride + p * aColStride;
        int j = column;
        for (; j <= columnEnd - 2 * PANEL; j += 2 * PANEL) {
            FloatTile.row(depth, a, at, aColStride, b, bOffset + p * bRowStride + j, bRowStride, sums, 0);
            addSums(sums, row, 1, j, 2 * PANEL, p);
        }
        return j;
    }

    /** Computes {@link FloatTile#ROWS} rows of up to a panel's width. */
    private void tall(
            int i, int j, int columns, int p, int depth, float[] x, int x0, int xStep, float[] y, int y0, int yStep) {
        if (isWritten(columns, p) && columns == PANEL) {
            FloatTile.tall(depth, x, x0, xStep, y, y0, yStep, c, cOffset + i * cRowStride + j, cRowStride);
        } else {
            float[] sums = BUFFERS.get().sums;
            FloatTile.tall(depth, x, x0, xStep, y, y0, yStep, sums, 0, PANEL);
            addSums(sums, i, ROWS, j, columns, p);
        }
    }

    /** Computes a few rows of up to a panel's width. */
    private void low(int i, int rows, int j, int columns, int p, int depth, float[] y, int y0, int yStep) {
        int x0 = aOffset + i * aRowStride + p * aColStride;
        boolean written = isWritten(columns, p);
        float[] to = written ? c : BUFFERS.get().sums;
        int t0 = written ? cOffset + i * cRowStride + j : 0;
        int tRow = written ? cRowStride : PANEL;
        if (columns > WIDTH) {
            FloatTile.low(rows, depth, a, x0, aRowStride, aColStride, y, y0, yStep, to, t0, tRow);
        } else {
            FloatTile.one(rows, depth, a, x0, aRowStride, aColStride, y, y0, yStep, to, t0, tRow);
        }
        if (!written) {
            addSums(to, i, rows, j, columns, p);
        }
    }

    /** Whether the sums are the elements of {@code C}: nothing is added, whole vectors, contiguous. */
    private boolean isWritten(int columns, int p) {
        return p == 0 && d == null && cColStride == 1 && columns % WIDTH == 0;
    }

    /**
     * {@code C = D + sums} for a tile, where {@code D} is {@code C} itself for all but the first block of {@code k}.
     */
    private void addSums(float[] sums, int i, int rows, int j, int columns, int p) {
        float[] start = p > 0 ? c : d;
        int startRow = p > 0 ? cRowStride : dRowStride;
        int startCol = p > 0 ? cColStride : dColStride;
        int si = (p > 0 ? cOffset : dOffset) + i * startRow + j * startCol;
        int ci = cOffset + i * cRowStride + j * cColStride;
        int done = 0;
        if (start != null && startCol == 1 && cColStride == 1) {
            done = FloatTile.add(rows, columns, sums, PANEL, start, si, startRow, c, ci, cRowStride);
        }
        for (int r = 0; r < rows; r++) {
            for (int q = done; q < columns; q++) {
                float s = sums[r * PANEL + q];
                int at = ci + r * cRowStride + q * cColStride;
                c[at] = start == null ? s : start[si + r * startRow + q * startCol] + s;
            }
        }
    }

    /** Copies rows of {@code A} together: for each tall tile, its columns one behind the other. */
    private void packRows(int row, int rowEnd, int p, int depth, float[] to) {
        int t = 0;
        for (int i = row; i < rowEnd; i += ROWS) {
            int x = aOffset + i * aRowStride + p * aColStride;
            int r = 0;
            for (; r + 4 <= ROWS; r += 4) {
                packFour(x + r * aRowStride, depth, to, t + r);
            }
            for (; r < ROWS; r++) {
                int from = x + r * aRowStride;
                for (int q = 0; q < depth; q++) {
                    to[t + r + q * ROWS] = a[from + q * aColStride];
                }
            }
            t += ROWS * depth;
        }
    }

    private void packFour(int x0, int depth, float[] to, int t) {
        int x1 = x0 + aRowStride;
        int x2 = x1 + aRowStride;
        int x3 = x2 + aRowStride;
        if (aColStride == 1) { // the bounds of a are then checked before the loop
            for (int q = 0; q < depth; q++) {
                int u = t + q * ROWS;
                to[u] = a[x0 + q];
                to[u + 1] = a[x1 + q];
                to[u + 2] = a[x2 + q];
                to[u + 3] = a[x3 + q];
            }
            return;
        }
        int y = 0;
        for (int q = 0; q < depth; q++) {
            int u = t + q * ROWS;
            to[u] = a[x0 + y];
            to[u + 1] = a[x1 + y];
            to[u + 2] = a[x2 + y];
            to[u + 3] = a[x3 + y];
            y += aColStride;
        }
    }

    /** Copies a panel of {@code B} together; lanes past its last column keep what they held. */
    private void packColumns(int columns, int depth, int at, float[] to) {
        if (bColStride == 1 && columns == PANEL) {
            FloatTile.copy(depth, b, at, bRowStride, to);
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
    private static final class FloatBuffers {
        final float[] panel = new float[FloatMatmul.BLOCK * PANEL];
        final float[] sums = new float[Math.max(ROWS, FloatTile.NARROW) * PANEL];
        private float @Nullable [] rows;

        /** The block of rows of {@code A}, which only large products need. */
        float[] rows() {
            if (rows == null) {
                rows = new float[BLOCK_ROWS * FloatMatmul.BLOCK];
            }
            return rows;
        }
    }
}

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.BlockProduct;
import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.Operands;

/**
 * A product of few rows or columns, in tiles of {@link FloatTile}.
 *
 * <p>Loops from the outside in: blocks of {@code k}; panels of two vectors' width of {@code B}, which stay in the
 * first-level cache; tiles. A panel of {@code B} is copied together unless it is contiguous and used by few rows only,
 * and no vector of it passes the end of the array. Lanes past the last column hold any numbers; what comes of them is
 * not written.
 */
final class SimdFloatProduct extends BlockProduct<float[]> {
    private static final int WIDTH = FloatTile.WIDTH;
    private static final int PANEL = 2 * WIDTH;
    private static final int ROWS = FloatTile.ROWS;

    /** A rough cost of one multiplication with its addition, in nanoseconds. */
    static final double NANOS = 0.02;

    /** {@code B} is copied where more rows than this use it. */
    static final int FEW_ROWS = 32;

    /** Copies go to arrays that the thread keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final ThreadLocal<FloatBuffers> BUFFERS = ThreadLocal.withInitial(FloatBuffers::new);

    SimdFloatProduct(Operands<float[]> of) {
        super(of);
    }

    /** Computes the product. */
    void compute() {
        compute(NANOS, ROWS, PANEL);
    }

    @Override
    protected void block(int row, int rowEnd, int column, int columnEnd) {
        boolean direct = bColStride == 1 && rowEnd - row <= FEW_ROWS;
        int tallEnd = ROWS == FloatTile.TALL ? rowEnd - (rowEnd - row) % FloatTile.TALL : row;
        FloatBuffers buffers = BUFFERS.get();
        int p = 0;
        do {
            int depth = Math.min(k - p, FloatMatmul.BLOCK);
            panels(row, tallEnd, rowEnd, column, columnEnd, p, depth, direct, buffers);
            p += depth;
        } while (p < k);
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
            boolean direct,
            FloatBuffers buffers) {
        int j = column;
        if (direct && rowEnd - row == 1) {
            j = wideRow(row, column, columnEnd, p, depth, buffers.sums);
        }
        for (; j < columnEnd; j += PANEL) {
            int columns = Math.min(PANEL, columnEnd - j);
            int bj = bOffset + p * bRowStride + j * bColStride;
            int last = b.length - (columns > WIDTH ? PANEL : WIDTH);
            boolean packed = !direct || bj + (depth - 1) * bRowStride > last;
            if (packed) {
                FloatCopies.panels(columns, depth, b, bj, bRowStride, bColStride, buffers.panel, 0);
            }
            float[] y = packed ? buffers.panel : b;
            int y0 = packed ? 0 : bj;
            int yStep = packed ? PANEL : bRowStride;
            int lowFrom = columns > WIDTH ? tallEnd : row;
            for (int i = row; i < lowFrom; i += FloatTile.TALL) {
                tall(i, j, columns, p, depth, y, y0, yStep, buffers.sums);
            }
            int most = columns > WIDTH ? FloatTile.LOW : FloatTile.NARROW;
            for (int i = lowFrom; i < rowEnd; i += most) {
                low(i, Math.min(most, rowEnd - i), j, columns, p, depth, y, y0, yStep, buffers.sums);
            }
        }
    }

    /** Computes as many columns of one row as go in steps of four vectors; returns the first column left. */
    private int wideRow(int row, int column, int columnEnd, int p, int depth, float[] sums) {
        int at = aOffset + row * aRowStride + p * aColStride;
        int j = column;
        for (; j <= columnEnd - 2 * PANEL; j += 2 * PANEL) {
            FloatTile.row(depth, a, at, aColStride, b, bOffset + p * bRowStride + j, bRowStride, sums, 0);
            add(row, 1, j, 2 * PANEL, p, sums);
        }
        return j;
    }

    /** Computes {@link FloatTile#TALL} rows of more than one vector, up to a panel's width. */
    private void tall(int i, int j, int columns, int p, int depth, float[] y, int y0, int yStep, float[] sums) {
        int x0 = aOffset + i * aRowStride + p * aColStride;
        boolean written = isWritten(columns, p);
        float[] to = written ? c : sums;
        int t0 = written ? at(i, j) : 0;
        int tRow = written ? cRowStride : PANEL;
        FloatTile.tall(depth, a, x0, aRowStride, aColStride, y, y0, yStep, to, t0, tRow);
        if (!written) {
            add(i, FloatTile.TALL, j, columns, p, to);
        }
    }

    /** Computes a few rows of up to a panel's width. */
    private void low(
            int i, int rows, int j, int columns, int p, int depth, float[] y, int y0, int yStep, float[] sums) {
        int x0 = aOffset + i * aRowStride + p * aColStride;
        boolean written = isWritten(columns, p);
        float[] to = written ? c : sums;
        int t0 = written ? at(i, j) : 0;
        int tRow = written ? cRowStride : PANEL;
        if (columns > WIDTH) {
            FloatTile.low(rows, depth, a, x0, aRowStride, aColStride, y, y0, yStep, to, t0, tRow);
        } else {
            FloatTile.one(rows, depth, a, x0, aRowStride, aColStride, y, y0, yStep, to, t0, tRow);
        }
        if (!written) {
            add(i, rows, j, columns, p, to);
        }
    }

    /** Whether the sums are the elements of {@code C}: nothing is added, whole vectors, contiguous. */
    private boolean isWritten(int columns, int p) {
        return p == 0 && d == null && cColStride == 1 && columns % WIDTH == 0;
    }

    private void add(int i, int rows, int j, int columns, int p, float[] sums) {
        FloatTile.add(
                rows,
                columns,
                sums,
                start(p),
                startAt(p, i, j),
                startRowStride(p),
                startColStride(p),
                c,
                at(i, j),
                cRowStride,
                cColStride);
    }

    /** The arrays of one thread. */
    private static final class FloatBuffers {
        final float[] panel = new float[FloatMatmul.BLOCK * PANEL];
        final float[] sums = new float[FloatTile.TALL * PANEL];
    }
}

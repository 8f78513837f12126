package dev.adjoint.kernel;

import java.util.Arrays;

/**
 * A product of {@code double} matrices by sums of rows: row {@code i} of {@code C} is {@code Σ_p a[i, p] · row p of B}.
 *
 * <p>HotSpot vectorises {@code s[j] = fma(a, b[j], s[j])} only where all arrays are read at the same index, so four
 * rows of {@code B} at a time are copied to arrays of their own, and sums are kept in rows of their own.
 */
final class PlainDoubleProduct extends BlockProduct<double[]> {
    private static final int BLOCK_ROWS = 64;
    private static final int BLOCK_COLUMNS = 256;

    /** The rows are kept by the thread: fresh ones would have to be cleared and brought into the cache. */
    private static final ThreadLocal<DoubleBuffers> BUFFERS = ThreadLocal.withInitial(DoubleBuffers::new);

    PlainDoubleProduct(Operands<double[]> of) {
        super(of);
    }

    @Override
    protected void block(int row, int rowEnd, int column, int columnEnd) {
        DoubleBuffers buffers = BUFFERS.get();
        for (int j = column; j < columnEnd; j += BLOCK_COLUMNS) {
            int columns = Math.min(BLOCK_COLUMNS, columnEnd - j);
            for (int i = row; i < rowEnd; i += BLOCK_ROWS) {
                block(i, Math.min(BLOCK_ROWS, rowEnd - i), j, columns, buffers.sums, buffers.rows);
            }
        }
    }

    private void block(int row, int rows, int column, int columns, double[][] sums, double[][] y) {
        int p = 0;
        do {
            int end = Math.min(k, p + DoubleMatmul.BLOCK);
            boolean first = p == 0;
            for (int i = 0; i < rows; i++) {
                Arrays.fill(sums[i], 0, columns, 0);
            }
            for (; p <= end - 4; p += 4) {
                copyFour(p, column, columns, y);
                for (int i = 0; i < rows; i++) {
                    int x = aOffset + (row + i) * aRowStride + p * aColStride;
                    addFour(columns, x, y[0], y[1], y[2], y[3], sums[i]);
                }
            }
            for (; p < end; p++) {
                copy(p, column, columns, y[0]);
                for (int i = 0; i < rows; i++) {
                    add(columns, a[aOffset + (row + i) * aRowStride + p * aColStride], y[0], sums[i]);
                }
            }
            for (int i = 0; i < rows; i++) {
                store(row + i, column, columns, first, sums[i]);
            }
        } while (p < k);
    }

    private void copyFour(int p, int column, int columns, double[][] y) {
        if (bColStride == 1) {
            for (int q = 0; q < 4; q++) {
                copy(p + q, column, columns, y[q]);
            }
            return;
        }
        double[] y0 = y[0], y1 = y[1], y2 = y[2], y3 = y[3];
        int from = bOffset + p * bRowStride + column * bColStride;
        for (int j = 0; j < columns; j++) {
            y0[j] = b[from];
            y1[j] = b[from + bRowStride];
            y2[j] = b[from + 2 * bRowStride];
            y3[j] = b[from + 3 * bRowStride];
            from += bColStride;
        }
    }

    private void copy(int p, int column, int columns, double[] y) {
        int from = bOffset + p * bRowStride + column * bColStride;
        if (bColStride == 1) {
            System.arraycopy(b, from, y, 0, columns);
            return;
        }
        for (int j = 0; j < columns; j++) {
            y[j] = b[from + j * bColStride];
        }
    }

    private void addFour(int columns, int x, double[] y0, double[] y1, double[] y2, double[] y3, double[] s) {
        double x0 = a[x];
        double x1 = a[x + aColStride];
        double x2 = a[x + 2 * aColStride];
        double x3 = a[x + 3 * aColStride];
        for (int j = 0; j < columns; j++) {
            s[j] = Math.fma(x3, y3[j], Math.fma(x2, y2[j], Math.fma(x1, y1[j], Math.fma(x0, y0[j], s[j]))));
        }
    }

    private static void add(int columns, double x, double[] y, double[] s) {
        for (int j = 0; j < columns; j++) {
            s[j] = Math.fma(x, y[j], s[j]);
        }
    }

    private void store(int row, int column, int columns, boolean first, double[] s) {
        int at = cOffset + row * cRowStride + column * cColStride;
        double[] start = first ? d : c;
        int from = first ? dOffset + row * dRowStride + column * dColStride : at;
        int step = first ? dColStride : cColStride;
        for (int j = 0; j < columns; j++) {
            c[at + j * cColStride] = start == null ? s[j] : start[from + j * step] + s[j];
        }
    }

    /** The arrays of one thread. */
    private static final class DoubleBuffers {
        final double[][] sums = new double[BLOCK_ROWS][BLOCK_COLUMNS];
        final double[][] rows = new double[4][BLOCK_COLUMNS];
    }
}

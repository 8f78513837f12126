package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleMatmul;
import dev.adjoint.kernel.MatrixProduct;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * A product of matrices that are copied together first, {@link DoubleMatmul#BLOCK} of {@code k} at a time: {@code A} in
 * strips of a tall tile's rows, column after column, {@code B} in panels of a tile's width, row after row.
 *
 * <p>The threads share the copies. The work between them is cut into blocks of rows, which stay in the second-level
 * cache, and groups of panels, each of which is read from the first as far as that holds it.
 */
final class PackedDoubleProduct extends MatrixProduct<double[]> {
    private static final int PANEL = 2 * DoubleTile.WIDTH;
    private static final int ROWS = DoubleTile.ROWS;

    /** Rows and columns that are copied at a time, multiples of the tile's. */
    private static final int CHUNK = 2048;

    /** Rows of a task, a multiple of the tile's: 96 · 256 doubles are 192 KiB. */
    private static final int TASK_ROWS = 96;

    /** Most columns of a task. */
    private static final int TASK_COLUMNS = 8 * PANEL;

    /** Least columns of a task, unless there are no more. */
    private static final int LEAST_COLUMNS = 2 * PANEL;

    /** Tasks for each thread, as far as they may be that small. */
    private static final int TASKS_EACH = 4;

    /** Rows and columns of a task that copies. */
    private static final int COPIED_ROWS = 8 * ROWS;

    private static final int COPIED_COLUMNS = 4 * PANEL;

    /** At most 2 · {@link #CHUNK} · 256 numbers for each thread that calls. */
    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    /** A product of operands of which {@code C} and {@code D} have contiguous rows. */
    PackedDoubleProduct(Operands<double[]> of) {
        super(of);
    }

    /**
     * Whether a product of this size gains by copies; they cost least where the columns of {@code A} are contiguous.
     */
    static boolean suits(int m, int n, int aRowStride) {
        return m > SimdDoubleProduct.FEW_ROWS && n > (aRowStride == 1 ? PANEL / 2 : SimdDoubleProduct.FEW_COLUMNS);
    }

    /** Returns the number of elements of the panels of a matrix {@code [k, n]}. */
    static int panelsSize(int k, int n) {
        return Math.multiplyExact(k, roundUp(n, PANEL));
    }

    /** Copies a matrix {@code [k, n]} in panels, one block of {@code k} after the other. */
    static void copyPanels(int k, int n, double[] b, int bOffset, int bRowStride, int bColStride, double[] to) {
        for (int p = 0; p < k; p += DoubleMatmul.BLOCK) {
            int depth = Math.min(k - p, DoubleMatmul.BLOCK);
            DoubleCopies.panels(n, depth, b, bOffset + p * bRowStride, bRowStride, bColStride, to, panelsSize(p, n));
        }
    }

    /**
     * Computes the product.
     *
     * @param panels all of {@code B} as {@link #copyPanels} gives it, or null to copy it now
     */
    void compute(double @Nullable [] panels) {
        Buffers buffers = BUFFERS.get();
        for (int j = 0; j < n; j += CHUNK) {
            int columns = Math.min(CHUNK, n - j);
            int p = 0;
            do {
                int depth = depth(p);
                double[] y = panels == null ? buffers.panels(panelsSize(depth, columns)) : panels;
                int y0 = panels == null ? 0 : panelsSize(p, n) + j * depth;
                for (int i = 0; i < m; i += CHUNK) {
                    Chunk chunk = new Chunk(i, Math.min(CHUNK, m - i), j, columns, p, y, y0);
                    double[] x = buffers.strips(roundUp(chunk.rows, ROWS) * depth);
                    chunk.copy(x, panels == null && i == 0);
                    chunk.multiply(x);
                }
                p += DoubleMatmul.BLOCK;
            } while (p < k);
        }
    }

    private int depth(int p) {
        return Math.min(k - p, DoubleMatmul.BLOCK);
    }

    private static int groups(int items, int size) {
        return (items + size - 1) / size;
    }

    private static int roundUp(int items, int size) {
        return groups(items, size) * size;
    }

    /** Some rows of {@code A} and columns of {@code B}, over one block of {@code k}. */
    private final class Chunk {
        private final int row;
        private final int rows;
        private final int column;
        private final int columns;
        private final int p;
        private final int depth;
        private final double[] y;
        private final int y0;

        /** A chunk whose panels are in {@code y} from {@code y0} on. */
        Chunk(int row, int rows, int column, int columns, int p, double[] y, int y0) {
            this.row = row;
            this.rows = rows;
            this.column = column;
            this.columns = columns;
            this.p = p;
            this.y = y;
            this.y0 = y0;
            depth = depth(p);
        }

        /** Copies the rows to {@code x}, and the columns as well if they are not yet copied. */
        void copy(double[] x, boolean panelsToo) {
            int ofPanels = panelsToo ? groups(columns, COPIED_COLUMNS) : 0;
            int ofStrips = groups(rows, COPIED_ROWS);
            Parallel.each(ofPanels + ofStrips, nanos(), task -> {
                if (task < ofPanels) {
                    copyPanels(task * COPIED_COLUMNS);
                } else {
                    copyStrips((task - ofPanels) * COPIED_ROWS, x);
                }
            });
        }

        private void copyPanels(int j) {
            int at = bOffset + p * bRowStride + (column + j) * bColStride;
            int width = Math.min(COPIED_COLUMNS, columns - j);
            DoubleCopies.panels(width, depth, b, at, bRowStride, bColStride, y, y0 + j * depth);
        }

        private void copyStrips(int i, double[] x) {
            int at = aOffset + (row + i) * aRowStride + p * aColStride;
            int height = Math.min(COPIED_ROWS, rows - i);
            DoubleCopies.strips(height, depth, a, at, aRowStride, aColStride, x, i * depth);
        }

        /** Multiplies strips with panels, in tasks of equal size as far as that goes. */
        void multiply(double[] x) {
            int ofRows = groups(rows, TASK_ROWS);
            int taskRows = roundUp(groups(rows, ofRows), ROWS);
            int wanted = groups(TASKS_EACH * Math.min(Parallel.threads(), columns), ofRows);
            int taskColumns = roundUp(groups(columns, wanted), PANEL);
            int width = Math.max(LEAST_COLUMNS, Math.min(TASK_COLUMNS, taskColumns));
            int ofColumns = groups(columns, width);
            Parallel.each(ofRows * ofColumns, nanos(), task -> {
                int i = task / ofColumns * taskRows;
                int j = task % ofColumns * width;
                double[] sums = BUFFERS.get().sums;
                multiply(x, i, Math.min(rows, i + taskRows), j, Math.min(columns, j + width), sums);
            });
        }

        private void multiply(double[] x, int first, int end, int firstColumn, int endColumn, double[] sums) {
            for (int j = firstColumn; j < endColumn; j += PANEL) {
                for (int i = first; i < end; i += ROWS) {
                    tile(x, i, Math.min(ROWS, end - i), j, Math.min(PANEL, endColumn - j), sums);
                }
            }
        }

        private void tile(double[] x, int i, int tileRows, int j, int tileColumns, double[] sums) {
            int stripAt = i * depth;
            int panelAt = y0 + j * depth;
            double[] start = start(p);
            int startAt = startAt(p, row + i, column + j);
            int startRow = startRowStride(p);
            int to = at(row + i, column + j);
            if (tileRows == ROWS && tileColumns == PANEL) {
                DoubleTile.tall(depth, x, stripAt, y, panelAt, PANEL, start, startAt, startRow, c, to, cRowStride);
            } else {
                DoubleTile.tall(depth, x, stripAt, y, panelAt, PANEL, null, 0, 0, sums, 0, PANEL);
                DoubleTile.add(tileRows, tileColumns, sums, start, startAt, startRow, 1, c, to, cRowStride, 1);
            }
        }
    }

    /** A rough cost of the product. */
    private double nanos() {
        return SimdDoubleProduct.NANOS * m * n * k;
    }

    /** The arrays of one thread, which it keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final class Buffers {
        final double[] sums = new double[ROWS * PANEL];
        private double[] strips = {};
        private double[] panels = {};

        double[] strips(int size) {
            if (strips.length < size) {
                strips = new double[size];
            }
            return strips;
        }

        double[] panels(int size) {
            if (panels.length < size) {
                panels = new double[size];
            }
            return panels;
        }
    }
}

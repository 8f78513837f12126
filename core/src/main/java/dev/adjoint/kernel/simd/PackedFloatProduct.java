package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.MatrixProduct;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * A product of matrices that are copied together first, {@link FloatMatmul#BLOCK} of {@code k} at a time: {@code A} in
 * strips of a tall tile's rows, column after column, {@code B} in panels of a tile's width, row after row.
 *
 * <p>The threads share the copies. The work between them is cut into blocks of rows, which stay in the second-level
 * cache, and groups of panels, each of which stays in the first.
 */
final class PackedFloatProduct extends MatrixProduct<float[]> {
    private static final int PANEL = 2 * FloatTile.WIDTH;
    private static final int ROWS = FloatTile.ROWS;

    /** Rows and columns that are copied at a time, multiples of the tile's. */
    private static final int CHUNK = 2048;

    /** Rows of a task, a multiple of the tile's: 96 · 256 floats are 96 KiB. */
    private static final int TASK_ROWS = 96;

    /** Most and least columns of a task. */
    private static final int TASK_COLUMNS = 8 * PANEL;

    private static final int LEAST_COLUMNS = 2 * PANEL;

    /** Tasks for each thread, as far as they may be that small. */
    private static final int TASKS_EACH = 4;

    /** Rows and columns of a task that copies. */
    private static final int COPIED_ROWS = 8 * ROWS;

    private static final int COPIED_COLUMNS = 4 * PANEL;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    PackedFloatProduct(Operands<float[]> of) {
        super(of);
    }

    /**
     * Whether a product of this size gains by copies; they cost least where the columns of {@code A} are contiguous.
     */
    static boolean suits(int m, int n, int aRowStride) {
        return m > SimdFloatProduct.FEW_ROWS && n > (aRowStride == 1 ? PANEL / 2 : SimdFloatProduct.FEW_COLUMNS);
    }

    /** Returns the number of elements of the panels of a matrix {@code [k, n]}. */
    static int panelsSize(int k, int n) {
        return k * roundUp(n, PANEL);
    }

    /** Copies a matrix {@code [k, n]} in panels, one block of {@code k} after the other. */
    static void copyPanels(int n, int k, float[] b, int bOffset, int bRowStride, int bColStride, float[] to) {
        for (int p = 0; p < k; p += FloatMatmul.BLOCK) {
            int depth = Math.min(k - p, FloatMatmul.BLOCK);
            FloatCopies.panels(n, depth, b, bOffset + p * bRowStride, bRowStride, bColStride, to, panelsSize(p, n));
        }
    }

    /**
     * Computes the product.
     *
     * @param panels all of {@code B} as {@link #copyPanels} gives it, or null to copy it now
     */
    void compute(float @Nullable [] panels) {
        Buffers buffers = BUFFERS.get();
        for (int j = 0; j < n; j += CHUNK) {
            int columns = Math.min(CHUNK, n - j);
            int p = 0;
            do {
                int depth = depth(p);
                float[] y = panels == null ? buffers.panels(panelsSize(depth, columns)) : panels;
                int y0 = panels == null ? 0 : panelsSize(p, n) + j * depth;
                for (int i = 0; i < m; i += CHUNK) {
                    Chunk chunk = new Chunk(i, Math.min(CHUNK, m - i), j, columns, p, y, y0);
                    float[] x = buffers.strips(roundUp(chunk.rows, ROWS) * depth);
                    chunk.copy(x, panels == null && i == 0);
                    chunk.multiply(x);
                }
                p += FloatMatmul.BLOCK;
            } while (p < k);
        }
    }

    private int depth(int p) {
        return Math.min(k - p, FloatMatmul.BLOCK);
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
        private final float[] y;
        private final int y0;

        /** A chunk whose panels are in {@code y} from {@code y0} on. */
        Chunk(int row, int rows, int column, int columns, int p, float[] y, int y0) {
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
        void copy(float[] x, boolean panelsToo) {
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
            FloatCopies.panels(width, depth, b, at, bRowStride, bColStride, y, y0 + j * depth);
        }

        private void copyStrips(int i, float[] x) {
            int at = aOffset + (row + i) * aRowStride + p * aColStride;
            int height = Math.min(COPIED_ROWS, rows - i);
            FloatCopies.strips(height, depth, a, at, aRowStride, aColStride, x, i * depth);
        }

        /** Multiplies strips with panels, in tasks of equal size as far as that goes. */
        void multiply(float[] x) {
            int ofRows = groups(rows, TASK_ROWS);
            int taskRows = roundUp(groups(rows, ofRows), ROWS);
            int wanted = groups(TASKS_EACH * Parallel.threads(), ofRows);
            int taskColumns = roundUp(groups(columns, wanted), PANEL);
            int width = Math.max(LEAST_COLUMNS, Math.min(TASK_COLUMNS, taskColumns));
            int ofColumns = groups(columns, width);
            Parallel.each(ofRows * ofColumns, nanos(), task -> {
                int i = task / ofColumns * taskRows;
                int j = task % ofColumns * width;
                float[] sums = BUFFERS.get().sums;
                multiply(x, i, Math.min(rows, i + taskRows), j, Math.min(columns, j + width), sums);
            });
        }

        private void multiply(float[] x, int from, int to, int column, int columnEnd, float[] sums) {
            for (int j = column; j < columnEnd; j += PANEL) {
                for (int i = from; i < to; i += ROWS) {
                    tile(x, i, Math.min(ROWS, to - i), j, Math.min(PANEL, columnEnd - j), sums);
                }
            }
        }

        private void tile(float[] x, int i, int tileRows, int j, int tileColumns, float[] sums) {
            int ci = row + i;
            int cj = column + j;
            float[] start = start(p);
            int s0 = startAt(p, ci, cj);
            int sRow = startRowStride(p);
            int sColumn = startColStride(p);
            int y0 = this.y0 + j * depth;
            boolean isWhole = tileRows == ROWS && tileColumns == PANEL;
            if (isWhole && cColStride == 1 && (start == null || sColumn == 1)) {
                FloatTile.tall(depth, x, i * depth, y, y0, PANEL, start, s0, sRow, c, at(ci, cj), cRowStride);
            } else {
                FloatTile.tall(depth, x, i * depth, y, y0, PANEL, null, 0, 0, sums, 0, PANEL);
                FloatTile.add(
                        tileRows, tileColumns, sums, start, s0, sRow, sColumn, c, at(ci, cj), cRowStride, cColStride);
            }
        }
    }

    /** A rough cost of the product. */
    private double nanos() {
        return SimdFloatProduct.NANOS * m * n * k;
    }

    /** The arrays of one thread, which it keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final class Buffers {
        final float[] sums = new float[ROWS * PANEL];
        private float[] strips = {};
        private float[] panels = {};

        float[] strips(int size) {
            if (strips.length < size) {
                strips = new float[size];
            }
            return strips;
        }

        float[] panels(int size) {
            if (panels.length < size) {
                panels = new float[size];
            }
            return panels;
        }
    }
}

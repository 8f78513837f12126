package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatMatmul;
import dev.adjoint.kernel.MatrixProduct;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Parallel;

/**
 * A product of matrices of which {@code B} is copied together first, in panels of a tile's width, row after row,
 * {@link FloatMatmul#BLOCK} rows at a time.
 *
 * <p>The threads share that copy. The work between them is cut into groups of columns and blocks of rows. For each
 * block of {@code k}, a task copies its rows of {@code A} as well, which stay in the second-level cache of its core.
 */
final class PackedFloatProduct extends MatrixProduct<float[]> {
    private static final int PANEL = 2 * FloatTile.WIDTH;
    private static final int ROWS = FloatTile.ROWS;

    /** Most columns for each thread that are copied at a time, a multiple of the tile's. */
    private static final int CHUNK = 512;

    /** Most elements for each thread that are copied at a time: 512 KiB, which its second-level cache may hold. */
    private static final int COPIED = CHUNK * FloatMatmul.BLOCK;

    /** Copies do not grow with more threads than this. */
    private static final int MOST_SHARES = 16;

    /** Most rows of a task: 128 · 276 floats are 138 KiB. */
    private static final int TASK_ROWS = 128;

    /**
     * Where panels begin in an array: if that has a region of the collector G1 to itself, the vectors after its header,
     * of 16 bytes by default, and these elements do not straddle lines of the cache, and a tile of 512 bits takes a
     * tenth less.
     */
    private static final int START = (64 - 16) / Float.BYTES;

    /** So many elements have a region to themselves unless those are larger than 8 MiB: 4 MiB with the header. */
    private static final int REGION = (1 << 20) - START;

    /** Panels of so many elements are worth a region. */
    private static final int WORTH_REGION = FloatTile.SPECIES.vectorBitSize() == 512 ? 1 << 16 : Integer.MAX_VALUE;

    /** Least rows of a task, roughly, unless there are no more or threads would have nothing to do. */
    private static final int LEAST_ROWS = 64;

    /** Least rows of a task in any case, roughly, unless there are no more. */
    private static final int FEWEST_ROWS = 16;

    /** Least columns of a task, unless there are no more. */
    private static final int LEAST_COLUMNS = 2 * PANEL;

    /** Tasks for each thread, as far as they may be that small. */
    private static final int TASKS_EACH = 4;

    /** Columns of a task that copies. */
    private static final int COPIED_COLUMNS = 4 * PANEL;

    /** Products of no more columns than this gain nothing by copies, unless {@code A} is transposed. */
    private static final int FEW_COLUMNS = 64;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    /** A product of operands of which {@code C} and {@code D} have contiguous rows. */
    PackedFloatProduct(Operands<float[]> of) {
        super(of);
    }

    /** Whether a product of this size gains by copies: the sooner if {@code A} is transposed. */
    static boolean suits(int m, int n, int aRowStride) {
        return m > SimdFloatProduct.FEW_ROWS && n > (aRowStride == 1 ? PANEL : FEW_COLUMNS);
    }

    /** Returns where the panels of a matrix {@code [k, n]} end, and those of the rows after {@code k} begin. */
    static int panelsEnd(int k, int n) {
        return Math.addExact(START, Math.multiplyExact(k, roundUp(n, PANEL)));
    }

    /** Copies a matrix {@code [k, n]} in panels, one block of {@code k} after the other. */
    static void copyPanels(int k, int n, float[] b, int bOffset, int bRowStride, int bColStride, float[] to) {
        for (int p = 0; p < k; p += FloatMatmul.BLOCK) {
            int depth = Math.min(k - p, FloatMatmul.BLOCK);
            FloatCopies.panels(n, depth, b, bOffset + p * bRowStride, bRowStride, bColStride, to, panelsEnd(p, n));
        }
    }

    /** Computes the product. */
    void compute() {
        int shares = Math.min(Parallel.threads(nanos()), MOST_SHARES);
        int most = Math.min(CHUNK * shares, n);
        for (int j = 0; j < n; j += most) {
            int columns = Math.min(most, n - j);
            int depth = COPIED * shares / roundUp(columns, PANEL) / FloatMatmul.BLOCK * FloatMatmul.BLOCK;
            int p = 0;
            do {
                int end = Math.min(k, p + depth);
                Chunk chunk = new Chunk(j, columns, p, end, BUFFERS.get().panels(panelsEnd(end - p, columns)));
                chunk.copy();
                chunk.multiply();
                p = end;
            } while (p < k);
        }
    }

    /** Computes the product of which all of {@code B} was copied by {@link #copyPanels}. */
    void compute(float[] panels) {
        new Chunk(0, n, 0, k, panels).multiply();
    }

    private static int groups(int items, int size) {
        return (items + size - 1) / size;
    }

    private static int roundUp(int items, int size) {
        return groups(items, size) * size;
    }

    /** A rough cost of the product. */
    private double nanos() {
        return SimdFloatProduct.NANOS * m * n * k;
    }

    /** Some columns of {@code B}, over some blocks of {@code k}. */
    private final class Chunk {
        private final int column;
        private final int columns;
        private final int from;
        private final int to;
        private final float[] panels;

        /** A chunk of columns over {@code k} in {@code [from, to)}, whose copy is in, or goes to, {@code panels}. */
        Chunk(int column, int columns, int from, int to, float[] panels) {
            this.column = column;
            this.columns = columns;
            this.from = from;
            this.to = to;
            this.panels = panels;
        }

        private int depth(int p) {
            return Math.min(to - p, FloatMatmul.BLOCK);
        }

        /** Returns where the panel of the block of {@code k} at {@code p} begins that has column {@code j}. */
        private int panelAt(int p, int j) {
            return panelsEnd(p - from, columns) + j * depth(p);
        }

        void copy() {
            int blocks = groups(to - from, FloatMatmul.BLOCK);
            Parallel.each(groups(columns, COPIED_COLUMNS) * blocks, nanos(), task -> {
                int p = from + task % blocks * FloatMatmul.BLOCK;
                int j = task / blocks * COPIED_COLUMNS;
                int at = bOffset + p * bRowStride + (column + j) * bColStride;
                int width = Math.min(COPIED_COLUMNS, columns - j);
                FloatCopies.panels(width, depth(p), b, at, bRowStride, bColStride, panels, panelAt(p, j));
            });
        }

        /**
         * Multiplies in tasks of equal size, as far as that goes: those of one group of columns follow each other, as
         * each thread does its own first.
         */
        void multiply() {
            int threads = Parallel.threads(nanos());
            int ofColumns = Math.min(columnGroups(threads), groups(columns, LEAST_COLUMNS));
            int taskColumns = roundUp(groups(columns, ofColumns), PANEL);
            int columnTasks = groups(columns, taskColumns);
            int tasks = threads == 1 ? 1 : TASKS_EACH * threads;
            int ofRows = Math.max(groups(m, TASK_ROWS), Math.min(groups(tasks, columnTasks), groups(m, LEAST_ROWS)));
            ofRows = Math.min(roundUp(ofRows, groups(threads, columnTasks)), groups(m, FEWEST_ROWS));
            int taskRows = roundUp(groups(m, ofRows), ROWS);
            int rowTasks = groups(m, taskRows);
            Parallel.each(rowTasks * columnTasks, nanos(), task -> {
                int i = task % rowTasks * taskRows;
                int j = task / rowTasks * taskColumns;
                new Task(i, Math.min(m, i + taskRows), j, Math.min(columns, j + taskColumns)).run();
            });
        }

        /**
         * Returns a divisor of the number of threads. With {@code g} groups a thread reads {@code n / g} columns that
         * others copied, and copies {@code m · g / threads} rows: least where g is the root of {@code threads · n / m}.
         */
        private int columnGroups(int threads) {
            int g = (int) Math.ceil(Math.sqrt((double) threads * columns / m));
            while (g < threads && threads % g != 0) {
                g++;
            }
            return Math.min(g, threads);
        }

        /** Rows of {@code A} times columns of the chunk. */
        private final class Task {
            private final int row;
            private final int rowEnd;
            private final int columnStart;
            private final int columnEnd;

            private final Buffers buffers = BUFFERS.get();

            Task(int row, int rowEnd, int columnStart, int columnEnd) {
                this.row = row;
                this.rowEnd = rowEnd;
                this.columnStart = columnStart;
                this.columnEnd = columnEnd;
            }

            void run() {
                int p = from;
                do {
                    multiply(p, depth(p));
                    p += FloatMatmul.BLOCK;
                } while (p < to);
            }

            private void multiply(int p, int depth) {
                int at = aOffset + row * aRowStride + p * aColStride;
                FloatCopies.rows(rowEnd - row, depth, a, at, aRowStride, aColStride, buffers.rows);
                for (int j = columnStart; j < columnEnd; j += PANEL) {
                    int width = Math.min(PANEL, columnEnd - j);
                    for (int i = row; i < rowEnd; i += ROWS) {
                        tile(p, depth, i, Math.min(ROWS, rowEnd - i), j, width);
                    }
                }
            }

            private void tile(int p, int depth, int i, int height, int j, int width) {
                float[] start = start(p);
                int startAt = startAt(p, i, column + j);
                int startRow = startRowStride(p);
                int at = at(i, column + j);
                int x = (i - row) * FloatTile.A_ROW;
                int y = panelAt(p, j);
                if (height == ROWS && width == PANEL) {
                    FloatTile.packed(depth, buffers.rows, x, panels, y, start, startAt, startRow, c, at, cRowStride);
                } else {
                    FloatTile.packed(depth, buffers.rows, x, panels, y, null, 0, 0, buffers.sums, 0, PANEL);
                    FloatTile.add(height, width, buffers.sums, start, startAt, startRow, 1, c, at, cRowStride, 1);
                }
            }
        }
    }

    /** The arrays of one thread, which it keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final class Buffers {
        final float[] sums = new float[ROWS * PANEL];
        final float[] rows = new float[TASK_ROWS * FloatTile.A_ROW];
        private float[] panels = {};

        float[] panels(int size) {
            if (panels.length < size) {
                panels = new float[size < WORTH_REGION ? size : Math.max(size, REGION)];
            }
            return panels;
        }
    }
}

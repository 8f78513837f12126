package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleMatmul;
import dev.adjoint.kernel.MatrixProduct;
import dev.adjoint.kernel.Operands;
import dev.adjoint.kernel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * A product of matrices of which {@code B} is copied first, in panels of a tile's width, row after row,
 * {@link DoubleMatmul#BLOCK} rows at a time.
 *
 * <p>The work between the threads is cut into groups of columns and blocks of rows. A thread copies the columns that it
 * multiplies itself, also where another does so or a task was taken from another: lines of the cache that another core
 * has just written may cost more to read than to copy again. For each block of {@code k}, a task copies its rows of
 * {@code A}, too. Then panels run inside rows: the few lines of {@code A} stay in the first-level cache, the panels in
 * the second-level one, and {@code C} is read and written along its rows, which processors foresee.
 */
final class PackedDoubleProduct extends MatrixProduct<double[]> {
    private static final int PANEL = 2 * DoubleTile.WIDTH;
    private static final int ROWS = DoubleTile.ROWS;

    /**
     * Columns that are multiplied row after row: a block of {@code k} of them, 1 MiB, should stay in the second-level
     * cache.
     */
    private static final int SPAN = 512;

    /** Most elements of {@code B} that a thread copies at a time. */
    private static final int COPIED = SPAN * DoubleMatmul.BLOCK;

    /** Most rows of a task: 128 · 276 doubles are 276 KiB. */
    private static final int TASK_ROWS = 128;

    /**
     * Where panels begin in an array: if that has a region of the collector G1 to itself, the vectors after its header,
     * of 16 bytes by default, and these elements do not straddle lines of the cache, and a tile of 512 bits takes a
     * tenth less.
     */
    private static final int START = (64 - 16) / Double.BYTES;

    /** The bytes of a region of G1 unless asked otherwise: a 2048th of the largest heap, up to a power of two. */
    private static final long REGION =
            Math.max(1 << 20, 2 * Long.highestOneBit(Runtime.getRuntime().maxMemory() / 2048 - 1));

    /** So many elements, more than half a region, have one or two to themselves, unless regions have over 8 MiB. */
    private static final int OF_REGION = (int) Math.min(REGION / 2, 4 << 20) / Double.BYTES + START;

    /** Panels of so many elements are worth a region. */
    private static final int WORTH_REGION = DoubleTile.SPECIES.vectorBitSize() == 512 ? 1 << 16 : Integer.MAX_VALUE;

    /** Least rows of a task, roughly, unless there are no more or threads would have nothing to do. */
    private static final int LEAST_ROWS = 64;

    /** Least rows of a task in any case, roughly, unless there are no more. */
    private static final int FEWEST_ROWS = 16;

    /** Least columns of a task, unless there are no more. */
    private static final int LEAST_COLUMNS = 2 * PANEL;

    /** Tasks for each thread, as far as they may be that small. */
    private static final int TASKS_EACH = 4;

    /** Products of no more columns than this gain nothing by copies, unless {@code A} is transposed. */
    private static final int FEW_COLUMNS = 64;

    /** A rough cost of copying an element in the order in which it lies, in nanoseconds. */
    private static final double ALONG = 0.1;

    /** A rough cost of copying an element across the order in which it lies, in nanoseconds. */
    private static final double ACROSS = 0.4;

    /** A rough cost of a line of the cache that two threads write, in nanoseconds. */
    private static final double SHARED_LINE = 100;

    private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

    /** A product of operands of which {@code C} and {@code D} have contiguous rows. */
    PackedDoubleProduct(Operands<double[]> of) {
        super(of);
    }

    /** Whether a product of this size gains by copies: the sooner if {@code A} is transposed. */
    static boolean suits(int m, int n, int aRowStride) {
        return m > SimdDoubleProduct.FEW_ROWS && n > (aRowStride == 1 ? PANEL : FEW_COLUMNS);
    }

    /** Returns where the panels of a matrix {@code [k, n]} end, and those of the rows after {@code k} begin. */
    static int panelsEnd(int k, int n) {
        return Math.addExact(START, Math.multiplyExact(k, roundUp(n, PANEL)));
    }

    /** Copies a matrix {@code [k, n]} in panels, one block of {@code k} after the other. */
    static void copyPanels(int k, int n, double[] b, int bOffset, int bRowStride, int bColStride, double[] to) {
        for (int p = 0; p < k; p += DoubleMatmul.BLOCK) {
            int depth = Math.min(k - p, DoubleMatmul.BLOCK);
            DoubleCopies.panels(n, depth, b, bOffset + p * bRowStride, bRowStride, bColStride, to, panelsEnd(p, n));
        }
    }

    /** Computes the product. */
    void compute() {
        int ofColumns = columnGroups(bColStride == 1 ? ALONG : ACROSS);
        int ofThread = groups(n, ofColumns);
        int most = COPIED / Math.max(1, Math.min(k, DoubleMatmul.BLOCK)) / PANEL * PANEL;
        int width = roundUp(groups(ofThread, groups(ofThread, most)), PANEL);
        int depth = Math.max(1, SPAN / width) * DoubleMatmul.BLOCK;
        for (int j = 0; j < n; j += width * ofColumns) {
            int columns = Math.min(width * ofColumns, n - j);
            int p = 0;
            do {
                int end = Math.min(k, p + depth);
                new Chunk(j, columns, p, end, null).multiply(width);
                p = end;
            } while (p < k);
        }
    }

    /** Computes the product of which all of {@code B} was copied by {@link #copyPanels}. */
    void compute(double[] panels) {
        new Chunk(0, n, 0, k, panels).multiply(roundUp(groups(n, columnGroups(0)), PANEL));
    }

    /**
     * Returns in how many groups the columns are cut: in so many that a thread takes the least time to multiply, to
     * copy its columns of {@code B} and rows of {@code A}, and to write the lines at the ends of its rows of {@code C}.
     *
     * @param copy the time for an element of {@code B}
     */
    private int columnGroups(double copy) {
        double multiply = nanos();
        int threads = Parallel.threads(multiply);
        double copyB = copy * k * n;
        double copyRow = (aColStride == 1 ? ALONG : ACROSS) * k;
        int best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int g = 1; g <= threads && (g == 1 || n / g >= LEAST_COLUMNS); g++) {
            int ofRows = Math.min(threads / g, groups(m, FEWEST_ROWS));
            double ends = g == 1 ? 0 : SHARED_LINE;
            double nanos = multiply / g / ofRows + copyB / g + (copyRow + ends) * m / ofRows;
            if (nanos < least) {
                least = nanos;
                best = g;
            }
        }
        return best;
    }

    private static int groups(int items, int size) {
        return (items + size - 1) / size;
    }

    private static int roundUp(int items, int size) {
        return groups(items, size) * size;
    }

    /** A rough cost of the product. */
    private double nanos() {
        return SimdDoubleProduct.NANOS * m * n * k;
    }

    /** Some columns of {@code B}, over some blocks of {@code k}. */
    private final class Chunk {
        private final int column;
        private final int columns;
        private final int from;
        private final int to;
        private final double @Nullable [] copy;

        /** Stands for the chunk where a thread keeps what it copied, which must not hold the operands. */
        private final Object key = new Object();

        /** A chunk of columns over {@code k} in {@code [from, to)}, of which there is a copy already, or null. */
        Chunk(int column, int columns, int from, int to, double @Nullable [] copy) {
            this.column = column;
            this.columns = columns;
            this.from = from;
            this.to = to;
            this.copy = copy;
        }

        /**
         * Multiplies in tasks of equal size, as far as that goes, of so many columns: those of one group of columns
         * follow each other, as each thread does its own first.
         */
        void multiply(int taskColumns) {
            int threads = Parallel.threads(nanos());
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

        /** Rows of {@code A} times columns of the chunk. */
        private final class Task {
            private final int row;
            private final int rowEnd;
            private final int columnStart;
            private final int columnEnd;

            /** The first column of the panels, and how many they have. */
            private final int panelsStart;

            private final int panelsColumns;

            private final Buffers buffers = BUFFERS.get();

            Task(int row, int rowEnd, int columnStart, int columnEnd) {
                this.row = row;
                this.rowEnd = rowEnd;
                this.columnStart = columnStart;
                this.columnEnd = columnEnd;
                panelsStart = copy == null ? columnStart : 0;
                panelsColumns = copy == null ? columnEnd - columnStart : columns;
            }

            void run() {
                double[] panels = copy == null ? copied() : copy;
                int p = from;
                do {
                    multiply(p, depth(p), panels);
                    p += DoubleMatmul.BLOCK;
                } while (p < to);
            }

            private int depth(int p) {
                return Math.min(to - p, DoubleMatmul.BLOCK);
            }

            /** Returns this thread's copy of the columns, which it has already if its last task was of the same. */
            private double[] copied() {
                if (buffers.chunk != key || buffers.column != columnStart) {
                    buffers.chunk = null;
                    buffers.reserve(panelsEnd(to - from, panelsColumns));
                    int at = bOffset + from * bRowStride + (column + columnStart) * bColStride;
                    copyPanels(to - from, panelsColumns, b, at, bRowStride, bColStride, buffers.panels);
                    buffers.chunk = key;
                    buffers.column = columnStart;
                }
                return buffers.panels;
            }

            private void multiply(int p, int depth, double[] panels) {
                int at = aOffset + row * aRowStride + p * aColStride;
                DoubleCopies.rows(rowEnd - row, depth, a, at, aRowStride, aColStride, buffers.rows);
                for (int j = columnStart; j < columnEnd; j += SPAN) {
                    multiply(p, depth, panels, j, Math.min(columnEnd, j + SPAN));
                }
            }

            private void multiply(int p, int depth, double[] panels, int spanStart, int spanEnd) {
                int panelsAt = panelsEnd(p - from, panelsColumns);
                for (int i = row; i < rowEnd; i += ROWS) {
                    int height = Math.min(ROWS, rowEnd - i);
                    for (int j = spanStart; j < spanEnd; j += PANEL) {
                        int y = panelsAt + (j - panelsStart) * depth;
                        tile(p, depth, i, height, j, Math.min(PANEL, spanEnd - j), panels, y);
                    }
                }
            }

            private void tile(int p, int depth, int i, int height, int j, int width, double[] panels, int y) {
                double[] start = start(p);
                int startAt = startAt(p, i, column + j);
                int startRow = startRowStride(p);
                int at = at(i, column + j);
                int x = (i - row) * DoubleTile.A_ROW;
                if (height == ROWS && width == PANEL) {
                    DoubleTile.packed(depth, buffers.rows, x, panels, y, start, startAt, startRow, c, at, cRowStride);
                } else {
                    DoubleTile.packed(depth, buffers.rows, x, panels, y, null, 0, 0, buffers.sums, 0, PANEL);
                    DoubleTile.add(height, width, buffers.sums, start, startAt, startRow, 1, c, at, cRowStride, 1);
                }
            }
        }
    }

    /** The arrays of one thread, which it keeps: fresh ones would have to be cleared and brought into the cache. */
    private static final class Buffers {
        final double[] sums = new double[ROWS * PANEL];
        final double[] rows = new double[TASK_ROWS * DoubleTile.A_ROW];
        double[] panels = {};

        /** What the panels are a copy of: a chunk and its first column. */
        @Nullable
        Object chunk;

        int column;

        void reserve(int size) {
            if (panels.length < size) {
                panels = new double[size < WORTH_REGION ? size : Math.max(size, OF_REGION)];
            }
        }
    }
}

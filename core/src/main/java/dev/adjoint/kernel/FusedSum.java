package dev.adjoint.kernel;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The sums of the columns of a row-major array {@code [rows, columns]}, or with one column the sum of all, taken
 * stretch by stretch in exactly the order of {@link Reduce#sum}.
 *
 * <p>The array is cut into the blocks of that order. Those of columns are summed row by row as the stretches come, by
 * one thread each. Those of the sum of all are gathered first, since stretches may lie across them.
 */
public abstract sealed class FusedSum {
    final int total;
    final int columns;
    final int blockSize;

    /** How many elements of each block were gathered. */
    final AtomicIntegerArray gathered;

    private FusedSum(int n, int columns) {
        this.total = n;
        this.columns = columns;
        this.blockSize = blockSize(columns);
        this.gathered = new AtomicIntegerArray(columns == 1 ? (n - 1) / blockSize + 1 : 0);
    }

    /** Makes the sums of an array of {@code n} elements, which {@link #join} leaves in {@code out}. */
    public static FusedSum of(int n, int columns, Object out) {
        return out instanceof float[] floats ? new Floats(n, columns, floats) : new Doubles(n, columns, (double[]) out);
    }

    /** Returns the number of elements of one block. */
    static int blockSize(int columns) {
        return columns == 1 ? FloatReduce.BLOCK : Math.multiplyExact(Reduce.ROWS, columns);
    }

    /** Adds elements {@code [start, start + n)}: with several columns those of one block in order. */
    abstract void add(Object x, int start, int n);

    /** Adds up the blocks. */
    abstract void join();

    private static final class Floats extends FusedSum {
        private final float[] out;
        private final float[][] blocks;
        private final float[][] rows;
        private final Queue<float[]> spare = new ConcurrentLinkedQueue<>();

        Floats(int n, int columns, float[] out) {
            super(n, columns);
            this.out = out;
            this.blocks = new float[(n - 1) / blockSize + 1][];
            this.rows = new float[blocks.length][];
        }

        @Override
        void add(Object array, int start, int n) {
            float[] x = (float[]) array;
            if (columns == 1) {
                gather(x, start, n);
                return;
            }
            int block = start / blockSize;
            if (start % blockSize == 0) {
                blocks[block] = new float[columns];
                rows[block] = new float[columns];
            }
            float[] row = rows[block];
            BinaryLoop loop = Loops.binary(Arithmetic.ADD);
            for (int i = 0; i < n; ) {
                int column = (start + i) % columns;
                int length = Math.min(columns - column, n - i);
                System.arraycopy(x, i, row, column, length);
                loop.zip(Arithmetic.ADD, blocks[block], row, blocks[block], column, column + length);
                i += length;
            }
        }

        private void gather(float[] x, int start, int n) {
            for (int i = 0; i < n; ) {
                int block = (start + i) / blockSize;
                int from = (start + i) % blockSize;
                int size = Math.min(blockSize, total - block * blockSize);
                int length = Math.min(size - from, n - i);
                if (length == size) {
                    blocks[block] = new float[] {Kernels.FLOAT_REDUCE.sum(x, i, size)};
                } else {
                    part(block, size, x, i, from, length);
                }
                i += length;
            }
        }

        /** Takes a part of a block, and sums the block if that was the last one. */
        private void part(int block, int size, float[] x, int i, int from, int length) {
            float[] parts = parts(block);
            System.arraycopy(x, i, parts, from, length);
            if (gathered.addAndGet(block, length) == size) {
                blocks[block] = new float[] {Kernels.FLOAT_REDUCE.sum(parts, 0, size)};
                spare.add(parts);
            }
        }

        private synchronized float[] parts(int block) {
            if (rows[block] == null) {
                float[] used = spare.poll();
                rows[block] = used == null ? new float[blockSize] : used;
            }
            return rows[block];
        }

        @Override
        void join() {
            System.arraycopy(join(0, blocks.length), 0, out, 0, columns);
        }

        private float[] join(int from, int count) {
            if (count == 1) {
                return blocks[from];
            }
            float[] upper = join(from, count / 2);
            float[] lower = join(from + count / 2, count - count / 2);
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, upper, lower, upper, 0, columns);
            return upper;
        }
    }

    private static final class Doubles extends FusedSum {
        private final double[] out;
        private final double[][] blocks;
        private final double[][] rows;
        private final Queue<double[]> spare = new ConcurrentLinkedQueue<>();

        Doubles(int n, int columns, double[] out) {
            super(n, columns);
            this.out = out;
            this.blocks = new double[(n - 1) / blockSize + 1][];
            this.rows = new double[blocks.length][];
        }

        @Override
        void add(Object array, int start, int n) {
            double[] x = (double[]) array;
            if (columns == 1) {
                gather(x, start, n);
                return;
            }
            int block = start / blockSize;
            if (start % blockSize == 0) {
                blocks[block] = new double[columns];
                rows[block] = new double[columns];
            }
            double[] row = rows[block];
            BinaryLoop loop = Loops.binary(Arithmetic.ADD);
            for (int i = 0; i < n; ) {
                int column = (start + i) % columns;
                int length = Math.min(columns - column, n - i);
                System.arraycopy(x, i, row, column, length);
                loop.zip(Arithmetic.ADD, blocks[block], row, blocks[block], column, column + length);
                i += length;
            }
        }

        private void gather(double[] x, int start, int n) {
            for (int i = 0; i < n; ) {
                int block = (start + i) / blockSize;
                int from = (start + i) % blockSize;
                int size = Math.min(blockSize, total - block * blockSize);
                int length = Math.min(size - from, n - i);
                if (length == size) {
                    blocks[block] = new double[] {Kernels.DOUBLE_REDUCE.sum(x, i, size)};
                } else {
                    part(block, size, x, i, from, length);
                }
                i += length;
            }
        }

        /** Takes a part of a block, and sums the block if that was the last one. */
        private void part(int block, int size, double[] x, int i, int from, int length) {
            double[] parts = parts(block);
            System.arraycopy(x, i, parts, from, length);
            if (gathered.addAndGet(block, length) == size) {
                blocks[block] = new double[] {Kernels.DOUBLE_REDUCE.sum(parts, 0, size)};
                spare.add(parts);
            }
        }

        private synchronized double[] parts(int block) {
            if (rows[block] == null) {
                double[] used = spare.poll();
                rows[block] = used == null ? new double[blockSize] : used;
            }
            return rows[block];
        }

        @Override
        void join() {
            System.arraycopy(join(0, blocks.length), 0, out, 0, columns);
        }

        private double[] join(int from, int count) {
            if (count == 1) {
                return blocks[from];
            }
            double[] upper = join(from, count / 2);
            double[] lower = join(from + count / 2, count - count / 2);
            Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, upper, lower, upper, 0, columns);
            return upper;
        }
    }
}

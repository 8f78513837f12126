package dev.adjoint.kernel;

/**
 * The sums of the columns of a row-major array {@code [rows, columns]}, or with one column the sum of all, taken
 * stretch by stretch in exactly the order of {@link Reduce#sum}.
 *
 * <p>The array is cut into the blocks of that order. Stretches of different blocks may be added by different threads,
 * those of one block one after the other.
 */
public abstract sealed class FusedSum {
    final int columns;
    final int blockSize;

    private FusedSum(int columns) {
        this.columns = columns;
        this.blockSize = blockSize(columns);
    }

    /** Makes the sums of an array of {@code n} elements, which {@link #join} leaves in {@code out}. */
    public static FusedSum of(int n, int columns, Object out) {
        return out instanceof float[] floats ? new Floats(n, columns, floats) : new Doubles(n, columns, (double[]) out);
    }

    /** Returns the number of elements of one block. */
    static int blockSize(int columns) {
        return columns == 1 ? FloatReduce.BLOCK : Math.multiplyExact(Reduce.ROWS, columns);
    }

    /** Adds elements {@code [start, start + n)}, of one block: with one column all of it, else in order. */
    abstract void add(Object x, int start, int n);

    /** Adds up the blocks. */
    abstract void join();

    private static final class Floats extends FusedSum {
        private final float[] out;
        private final float[][] blocks;
        private final float[][] rows;

        Floats(int n, int columns, float[] out) {
            super(columns);
            this.out = out;
            this.blocks = new float[(n - 1) / blockSize + 1][];
            this.rows = new float[blocks.length][];
        }

        @Override
        void add(Object array, int start, int n) {
            float[] x = (float[]) array;
            int block = start / blockSize;
            if (columns == 1) {
                blocks[block] = new float[] {Kernels.FLOAT_REDUCE.sum(x, 0, n)};
                return;
            }
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

        Doubles(int n, int columns, double[] out) {
            super(columns);
            this.out = out;
            this.blocks = new double[(n - 1) / blockSize + 1][];
            this.rows = new double[blocks.length][];
        }

        @Override
        void add(Object array, int start, int n) {
            double[] x = (double[]) array;
            int block = start / blockSize;
            if (columns == 1) {
                blocks[block] = new double[] {Kernels.DOUBLE_REDUCE.sum(x, 0, n)};
                return;
            }
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

package dev.adjoint.kernel;

import java.util.List;

/**
 * Several loops over the same elements, run stretch by stretch: what one leaves to the next stays in the first-level
 * cache, and memory is passed over once for all of them.
 */
public final class FusedLoop {
    /** Elements per stretch: some buffers of floats fit the first-level cache. */
    private static final int STRETCH = 2048;

    /** A rough cost of one element in one step, in nanoseconds, for {@link Parallel#range}. */
    private static final double NANOS = 0.2;

    private final List<FusedStep> first;
    private final List<FusedStep> steps;
    private final int buffers;
    private final boolean doubles;

    /**
     * Makes the loop.
     *
     * @param first run once by each thread, over one stretch
     * @param steps run over each stretch, in this order
     * @param buffers how many buffers they name
     * @param doubles whether the elements have double precision, else single
     */
    public FusedLoop(List<FusedStep> first, List<FusedStep> steps, int buffers, boolean doubles) {
        this.first = first;
        this.steps = steps;
        this.buffers = buffers;
        this.doubles = doubles;
    }

    /** Tells whether each stretch is whole rows, where sums have the given number of columns. */
    public static boolean hasWholeRows(int columns) {
        return columns > 1 && columns <= STRETCH;
    }

    /** Runs the steps over {@code n > 0} elements; sums among them have the given number of columns, or one. */
    public void run(int n, int columns) {
        int block = FusedSum.blockSize(columns);
        if (hasWholeRows(columns)) {
            run(n, block, block, STRETCH / columns * columns);
        } else {
            run(n, block, columns == 1 ? block : columns, STRETCH);
        }
        for (FusedStep step : steps) {
            if (step instanceof FusedStep.Add add) {
                add.sum().join();
            }
        }
    }

    /** Cuts the elements into blocks, each for one thread, these into rows, and these into stretches. */
    private void run(int n, int block, int row, int stretch) {
        int blocks = (n - 1) / block + 1;
        Parallel.range(blocks, NANOS * steps.size() * Math.min(n, block), 1, (from, to) -> {
            if (from == to) {
                return;
            }
            Object[] arrays = new Object[buffers];
            for (int i = 0; i < buffers; i++) {
                arrays[i] = doubles ? new double[Math.min(n, stretch)] : new float[Math.min(n, stretch)];
            }
            for (FusedStep step : first) {
                step.run(arrays, 0, Math.min(n, stretch));
            }
            int end = (int) Math.min(n, (long) to * block);
            for (int start = from * block; start < end; ) {
                int rowEnd = (int) Math.min(end, ((long) start / row + 1) * row);
                int length = Math.min(stretch, rowEnd - start);
                for (FusedStep step : steps) {
                    step.run(arrays, start, length);
                }
                start += length;
            }
        });
    }
}

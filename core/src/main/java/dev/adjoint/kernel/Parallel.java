package dev.adjoint.kernel;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Splits large work over the machine's cores. Small work stays on the calling thread: waking another costs more.
 *
 * <p>A split never changes a result: each task writes its own part of the output, and reductions have a fixed tree.
 */
public final class Parallel {
    /** Work under this many nanoseconds, roughly, is not split; waking a thread takes as long. */
    private static final long WORTH_SPLITTING = Math.max(1, Long.getLong("adjoint.splitNanos", 50_000));

    /** Most parts for each thread. */
    private static final int PARTS_EACH = 4;

    private static final String PROPERTY = "adjoint.threads";

    private static volatile int threads = threadsAtStart(System.getProperty(PROPERTY));

    private Parallel() {}

    /** A part {@code [from, to)} of a range. */
    @FunctionalInterface
    public interface Part {
        /** Does the work of {@code [from, to)}. */
        void run(int from, int to);
    }

    /** Returns the number of threads that large work is split over. */
    public static int threads() {
        return threads;
    }

    /** Returns the number of threads that work of this cost, in nanoseconds, is split over by {@link #each}. */
    public static int threads(double nanos) {
        return nanos < WORTH_SPLITTING ? 1 : threads;
    }

    /**
     * Sets the number of threads that large work is split over.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public static void setThreads(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("threads: expected at least 1, got " + count);
        }
        threads = count;
    }

    /** The number of threads that a system property asks for; without it, the number of processors. */
    static int threadsAtStart(@Nullable String property) {
        if (property == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!property.matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException(
                    "system property " + PROPERTY + ": expected a number from 1 to 9999, got \"" + property + "\"");
        }
        return Integer.parseInt(property);
    }

    /**
     * Runs {@code part} over {@code [0, n)}, in parts where that pays. There are more of them than threads if the work
     * is long: a core that others use as well then does fewer.
     *
     * @param nanosEach a rough cost of one of the {@code n} items, in nanoseconds
     * @param multiple parts start at multiples of this number
     */
    public static void range(int n, double nanosEach, int multiple, Part part) {
        int parts = parts(n, nanosEach);
        if (parts <= 1) {
            part.run(0, n);
        } else {
            split(n, parts, multiple, part);
        }
    }

    /**
     * Runs a task for 0 to {@code n} − 1. On several threads, where that pays, each begins with a share of its own,
     * much the same every time, and then takes what is left of the others': a core that others use as well does fewer.
     *
     * @param nanos a rough cost of all of them, or of the whole of which this is a step
     */
    public static void each(int n, double nanos, IntConsumer task) {
        if (n <= 1 || threads(nanos) == 1) {
            for (int i = 0; i < n; i++) {
                task.accept(i);
            }
        } else {
            Workers.run(n, threads, task);
        }
    }

    /** Apart from {@link #range}, so that HotSpot inlines that, and with it the part, where work is small. */
    private static void split(int n, int parts, int multiple, Part part) {
        int step = roundUp((n - 1) / parts + 1, multiple);
        Workers.run((n - 1) / step + 1, threads, p -> {
            int from = p * step;
            part.run(from, from + Math.min(n - from, step));
        });
    }

    private static int parts(int n, double nanosEach) {
        double work = n * nanosEach;
        if (threads(work) == 1) {
            return 1;
        }
        return (int) Math.min(Math.min((double) PARTS_EACH * threads, n), 2 * work / WORTH_SPLITTING);
    }

    private static int roundUp(int x, int multiple) {
        return (int) Math.min(Integer.MAX_VALUE, ((long) x + multiple - 1) / multiple * multiple);
    }
}

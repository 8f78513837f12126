package dev.adjoint.examples.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The time of one step.
 *
 * @param medianMicros the median over batches of about 20 ms, in microseconds
 * @param bestMicros the best batch
 */
record Timing(double medianMicros, double bestMicros) {
    private static final double BATCH_NANOS = 20e6;
    private static final double LEAST_WARM_UP = 4;
    private static final long MOST_WARM_UP = 20_000_000_000L;
    private static final long STEADY = 2_000_000_000L;
    private static final int LEAST_BATCHES = 5;

    @SuppressWarnings("UnusedVariable") // written so that no step is optimised away
    private static volatile Object sink = "";

    /** Times a workload for about the given number of seconds, after a warm-up that is not counted. */
    static Timing of(Workload workload, double seconds) {
        return of(workload, LEAST_WARM_UP, seconds);
    }

    /** As {@link #of(Workload, double)}, after a warm-up of at least the given number of seconds. */
    static Timing of(Workload workload, double leastWarmUp, double seconds) {
        double once = warmUp(workload, leastWarmUp);
        int inner = (int) Math.max(1, BATCH_NANOS / once);
        List<Double> micros = new ArrayList<>();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || micros.size() < LEAST_BATCHES) {
            micros.add(batch(workload, inner) / inner / 1e3);
        }
        Collections.sort(micros);
        int half = micros.size() / 2;
        double median = micros.size() % 2 == 1 ? micros.get(half) : (micros.get(half - 1) + micros.get(half)) / 2;
        return new Timing(median, micros.get(0));
    }

    /**
     * Runs until the JVM has compiled what runs hot, that is until for two seconds, or as long as the warm-up is to
     * last at least, no batch was faster than before, and returns the nanoseconds of a step. On a busy machine the
     * compiler takes its time.
     */
    private static double warmUp(Workload workload, double leastSeconds) {
        long least = (long) (leastSeconds * 1e9);
        long steady = Math.min(STEADY, least);
        long start = System.nanoTime();
        long improved = start;
        double best = batch(workload, 1);
        long now = System.nanoTime();
        while (now - start < least || (now - improved < steady && now - start < MOST_WARM_UP)) {
            int inner = (int) Math.max(1, BATCH_NANOS / best);
            double once = batch(workload, inner) / inner;
            now = System.nanoTime();
            if (once < 0.97 * best) {
                improved = now;
            }
            best = Math.min(best, once);
        }
        return best;
    }

    private static double batch(Workload workload, int inner) {
        long start = System.nanoTime();
        for (int i = 0; i < inner; i++) {
            sink = workload.step();
        }
        return System.nanoTime() - start;
    }
}

package dev.adjoint.nn.conformance;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.opentest4j.TestAbortedException;

/** Counts the cases of one file: those that passed, failed, or were skipped by an assumption that does not hold. */
final class Tally {
    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private final String file;
    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

    Tally(String file) {
        this.file = file;
    }

    /** Runs one case and counts it; prints its id if it does not pass, and lets the exception through. */
    void count(String id, Runnable test) {
        Outcome outcome = Outcome.FAILED;
        try {
            test.run();
            outcome = Outcome.PASSED;
        } catch (TestAbortedException e) {
            outcome = Outcome.SKIPPED;
            throw e;
        } finally {
            counts.merge(outcome, 1, Integer::sum);
            if (outcome != Outcome.PASSED) {
                System.out.println(file + " " + id + " " + word(outcome));
            }
        }
    }

    /** Returns {@code ops.json: 812 passed, 0 failed, 0 skipped}. */
    @Override
    public String toString() {
        return file + ": " + text(Outcome.PASSED) + ", " + text(Outcome.FAILED) + ", " + text(Outcome.SKIPPED);
    }

    private String text(Outcome outcome) {
        return counts.getOrDefault(outcome, 0) + " " + word(outcome);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}

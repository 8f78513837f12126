package dev.adjoint.examples.toys;

import java.io.IOException;

/** One example: a short program that trains something small and prints what matters. */
public interface Toy {
    /** Returns the name to run it by, in lower case. */
    String name();

    /** Returns what it shows, in one line. */
    String summary();

    /** Tells whether it can train on the files that {@link Options#idx} names. */
    default boolean readsIdx() {
        return false;
    }

    /** Tells whether it goes through data again and again, so that {@link Options#epochs} has a meaning. */
    default boolean hasEpochs() {
        return true;
    }

    /**
     * Runs to the end.
     *
     * @throws IOException if a data file cannot be read or is malformed
     */
    void run(Options options) throws IOException;
}

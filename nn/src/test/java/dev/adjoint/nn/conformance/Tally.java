package dev.adjoint.nn.conformance;

/** Counts the cases of one file. */
final class Tally {
    private final String file;
    private final int skipped;
    private int passed;
    private int failed;

    Tally(String file, int skipped) {
        this.file = file;
        this.skipped = skipped;
    }

    /** Runs one case, counts it, and lets its failure through. */
    void count(Runnable test) {
        failed++;
        test.run();
        failed--;
        passed++;
    }

    /** Returns {@code ops.json: 812 passed, 0 failed, 0 skipped}. */
    @Override
    public String toString() {
        return file + ": " + passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
}

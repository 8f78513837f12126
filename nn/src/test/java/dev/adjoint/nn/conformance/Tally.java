package dev.adjoint.nn.conformance;

/** Counts the cases of one file; none is ever skipped. */
final class Tally {
    private final String file;
    private int passed;
    private int failed;

    Tally(String file) {
        this.file = file;
    }

    /** Runs one case and counts it; prints its id if it fails, and lets the failure through. */
    void count(String id, Runnable test) {
        boolean done = false;
        try {
            test.run();
            done = true;
        } finally {
            if (done) {
                passed++;
            } else {
                failed++;
                System.out.println(file + " " + id + " failed");
            }
        }
    }

    /** Returns {@code ops.json: 812 passed, 0 failed, 0 skipped}. */
    @Override
    public String toString() {
        return file + ": " + passed + " passed, " + failed + " failed, 0 skipped";
    }
}

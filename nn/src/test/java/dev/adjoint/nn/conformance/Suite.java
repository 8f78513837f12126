package dev.adjoint.nn.conformance;

/** How the cases of one file are run. */
interface Suite {
    /** Throws, saying what differs, unless the case agrees. */
    void run(Case one);

    /** Tells whether the case can be run yet; a case that cannot is counted as skipped. */
    default boolean covers(Case one) {
        return true;
    }
}

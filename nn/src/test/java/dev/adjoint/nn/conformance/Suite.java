package dev.adjoint.nn.conformance;

/** How the cases of one file are run. */
interface Suite {
    /** Throws, saying what differs, unless the case agrees. */
    void run(Case one);
}

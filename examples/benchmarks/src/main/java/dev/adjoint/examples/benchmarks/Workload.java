package dev.adjoint.examples.benchmarks;

/** One step of a workload. */
@FunctionalInterface
interface Workload {
    /** Does the step and returns something that depends on all of it, so that none of it can be left out. */
    Object step();
}

/** Workloads to compare with PyTorch. May import everything public. */
@NullMarked
package dev.adjoint.examples.benchmarks;

import org.jspecify.annotations.NullMarked;

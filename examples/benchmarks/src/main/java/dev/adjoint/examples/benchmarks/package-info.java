/** Workloads to compare with PyTorch, and JMH benchmarks of kernels and ops. May import everything public. */
@NullMarked
package dev.adjoint.examples.benchmarks;

import org.jspecify.annotations.NullMarked;

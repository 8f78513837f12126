/**
 * Benchmarks of kernels for JMH, a class for each family. They run single ops as a user calls them, so that what an op
 * costs beside its loop counts too: sizes 1 and 4 show little else. May import everything public.
 */
@NullMarked
package dev.adjoint.examples.benchmarks.kernels;

import org.jspecify.annotations.NullMarked;

/**
 * Cases computed by PyTorch, run against Adjoint.
 *
 * <p>{@link dev.adjoint.nn.conformance.ConformanceTest} reads the JSON files, whose format the README beside them
 * tells, and gives each file to its {@link dev.adjoint.nn.conformance.Suite}. Ops are found by name in an
 * {@link dev.adjoint.nn.conformance.OpTable}: a new op is one line there.
 */
@NullMarked
package dev.adjoint.nn.conformance;

import org.jspecify.annotations.NullMarked;

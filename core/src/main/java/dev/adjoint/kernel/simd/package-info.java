/**
 * Vector API twins of the kernels: the only classes that name {@code jdk.incubator.vector}, loaded only where that
 * module is present. Each gives the bits of its plain twin.
 */
@NullMarked
package dev.adjoint.kernel.simd;

import org.jspecify.annotations.NullMarked;

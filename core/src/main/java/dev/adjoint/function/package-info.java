/** Scalar functions from which element-wise ops are made. Imports nothing but the JDK. */
@NullMarked
package dev.adjoint.function;

import org.jspecify.annotations.NullMarked;

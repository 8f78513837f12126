/**
 * Laws that every op obeys, and the cases to hold them against: for the ops of this library and for any other op.
 *
 * <p>Uses the exported packages of core alone, and AssertJ.
 */
@NullMarked
package dev.adjoint.testing;

import org.jspecify.annotations.NullMarked;

/**
 * Experiments: each reproduces a known claim about backpropagation or training, with numbers and a picture.
 *
 * <p>May import the engine, {@code dev.adjoint.examples.toys} for printing and drawing, and its data.
 */
@NullMarked
package dev.adjoint.examples.toys.experiments;

import org.jspecify.annotations.NullMarked;

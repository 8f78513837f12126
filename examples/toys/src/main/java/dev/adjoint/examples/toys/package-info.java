/**
 * Small networks on small data, each one readable file, run by name: {@code Toys run digits}.
 *
 * <p>A {@link dev.adjoint.examples.toys.Toy} is a training loop in plain code on the public API of core and nn; it is
 * listed in {@link dev.adjoint.examples.toys.ToyRegistry} and run by the launcher
 * {@link dev.adjoint.examples.toys.Toys}. May import core, nn, the data package, Commons Math, picocli (the launcher
 * alone), progressbar ({@link dev.adjoint.examples.toys.Screen} alone), and for pictures XChart and Batik
 * ({@link dev.adjoint.examples.toys.Pictures} and what it is made of).
 */
@NullMarked
package dev.adjoint.examples.toys;

import org.jspecify.annotations.NullMarked;

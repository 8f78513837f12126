/**
 * The data that the toys train on: digits and first names shipped as resources, names of symbols from the JDK, and IDX
 * files of MNIST's format.
 *
 * <p>May import core and the data package of nn. Files come from anywhere, so readers check what they read before they
 * allocate for it, and their errors name the file, what was expected and what was found.
 */
@NullMarked
package dev.adjoint.examples.toys.data;

import org.jspecify.annotations.NullMarked;

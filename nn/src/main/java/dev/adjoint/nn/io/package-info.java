/**
 * States of modules, optimisers and the like as named tensors, and the files that hold them, written as a whole or not
 * at all.
 *
 * <p>May import only {@code internal} beside what the core module exports.
 */
@NullMarked
package dev.adjoint.nn.io;

import org.jspecify.annotations.NullMarked;

/** Ops as a user would write them, outside the library and with its exported packages alone. */
@NullMarked
package dev.adjoint.userops;

import org.jspecify.annotations.NullMarked;

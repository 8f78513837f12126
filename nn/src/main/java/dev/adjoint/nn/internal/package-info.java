/** What the packages of this module share and do not export. May import only what the core module exports. */
@NullMarked
package dev.adjoint.nn.internal;

import org.jspecify.annotations.NullMarked;

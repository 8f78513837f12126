/**
 * Where the time goes: a listener that counts, times and sizes ops, as tables and as events of Java Flight Recorder.
 *
 * <p>May import {@code dev.adjoint} and {@code jdk.jfr}, whose only user it is and without which it runs too.
 */
@NullMarked
package dev.adjoint.profile;

import org.jspecify.annotations.NullMarked;

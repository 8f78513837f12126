package dev.adjoint.kernel;

/**
 * Exponentials of stretches of {@code float} arrays, in one pass: what softmax and its kin are made of.
 *
 * <p>No argument of an exponential may be positive: the maximum of a row is subtracted first. The bits are those of the
 * steps one after the other.
 */
public interface FloatExponentials {
    /** {@code out[to + i] = e^(x[from + i] − shift)} for i in {@code [0, n)}; the arrays are two. */
    void shifted(float[] x, int from, int n, float shift, float[] out, int to);

    /** {@code out[i] = e^(x[i] − shift − log) · factor} for i in {@code [from, to)}; the arrays are two. */
    void scaled(float[] x, float shift, float log, float factor, float[] out, int from, int to);
}

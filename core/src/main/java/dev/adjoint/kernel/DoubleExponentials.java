package dev.adjoint.kernel;

/**
 * Exponentials of stretches of {@code double} arrays, in one pass: what softmax and its kin are made of.
 *
 * <p>No argument of an exponential may be positive: the maximum of a row is subtracted first. The bits are those of the
 * steps one after the other.
 */
public interface DoubleExponentials {
    /** {@code out[to + i] = e^(x[from + i] − shift)} for i in {@code [0, n)}; the arrays are two. */
    void shifted(double[] x, int from, int n, double shift, double[] out, int to);

    /** {@code out[i] = e^(x[i] − shift − log) · factor} for i in {@code [from, to)}; the arrays are two. */
    void scaled(double[] x, double shift, double log, double factor, double[] out, int from, int to);
}

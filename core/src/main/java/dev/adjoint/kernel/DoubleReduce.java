package dev.adjoint.kernel;

/** {@link FloatReduce} for {@code double} arrays, with eight virtual lanes. */
public interface DoubleReduce {
    /** Returns the sum of {@code x[offset … offset + n)}, 0 if n is 0; n is at most {@link FloatReduce#BLOCK}. */
    double sum(double[] x, int offset, int n);

    /** Returns the largest of {@code x[offset … offset + n)}, NaN if one is NaN; n is at least 1. */
    double max(double[] x, int offset, int n);
}

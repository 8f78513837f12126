package dev.adjoint.kernel;

import dev.adjoint.function.TernaryFunction;

/**
 * Loops over three arrays, {@code out[i] = f(a[i], b[i], c[i])}, all at the indices {@code [from, to)}.
 *
 * <p>{@code out} may be one of the inputs. {@link Loops#ternary} gives the loop for a function.
 */
public abstract class TernaryLoop {
    /** {@code out[i] = f(a[i], b[i], c[i])}. */
    public abstract void zip(TernaryFunction f, float[] a, float[] b, float[] c, float[] out, int from, int to);

    /** {@code out[i] = f(a[i], b[i], c[i])}. */
    public abstract void zip(TernaryFunction f, double[] a, double[] b, double[] c, double[] out, int from, int to);
}

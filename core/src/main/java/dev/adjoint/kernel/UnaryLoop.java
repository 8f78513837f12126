package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/**
 * Loops over one array: {@code out[i] = f(x[i])} and, for backward passes, {@code out[i] = g[i] · f(x[i])}.
 *
 * <p>All arrays are read and written at the same indices {@code [from, to)}, the form that HotSpot vectorises;
 * {@code out} may be one of the inputs. {@link Loops#unary} gives the loop for a function.
 */
public abstract class UnaryLoop {
    /** {@code out[i] = f(x[i])}. */
    public abstract void map(UnaryFunction f, float[] x, float[] out, int from, int to);

    /** {@code out[i] = f(x[i])}. */
    public abstract void map(UnaryFunction f, double[] x, double[] out, int from, int to);

    /** {@code out[i] = g[i] · f(x[i])}. */
    public abstract void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to);

    /** {@code out[i] = g[i] · f(x[i])}. */
    public abstract void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to);
}

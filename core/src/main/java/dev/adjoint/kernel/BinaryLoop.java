package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;

/**
 * Loops over two operands: arrays read at the indices of the output, {@code [from, to)}, or one array and one number.
 *
 * <p>{@code out} may be one of the inputs. {@link Loops#binary} gives the loop for a function.
 */
public abstract class BinaryLoop {
    /** {@code out[i] = f(a[i], b[i])}. */
    public abstract void zip(BinaryFunction f, float[] a, float[] b, float[] out, int from, int to);

    /** {@code out[i] = f(a[i], b[i])}. */
    public abstract void zip(BinaryFunction f, double[] a, double[] b, double[] out, int from, int to);

    /** {@code out[i] = f(a[i], b)}. */
    public abstract void zip(BinaryFunction f, float[] a, float b, float[] out, int from, int to);

    /** {@code out[i] = f(a[i], b)}. */
    public abstract void zip(BinaryFunction f, double[] a, double b, double[] out, int from, int to);

    /** {@code out[i] = f(a, b[i])}. */
    public abstract void zip(BinaryFunction f, float a, float[] b, float[] out, int from, int to);

    /** {@code out[i] = f(a, b[i])}. */
    public abstract void zip(BinaryFunction f, double a, double[] b, double[] out, int from, int to);
}

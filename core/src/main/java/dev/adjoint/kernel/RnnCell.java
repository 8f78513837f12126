package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/** One step of Elman's recurrent layer for {@code rows} rows of {@code n} elements of a batch, and its gradient. */
public final class RnnCell {
    private RnnCell() {}

    /**
     * {@code h' = f(x + p)}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: p, the projected h; replaced by h'
     * @param history receives h' at {@code after}
     */
    public static void forward(
            UnaryFunction f, int row, int rows, int n, float[] x, float[] gates, float[] history, int after) {
        int from = row * n;
        int to = from + rows * n;
        Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, from, to);
        Loops.unary(f).map(f, gates, gates, from, to);
        System.arraycopy(gates, from, history, after, rows * n);
    }

    /**
     * The gradient by x and p.
     *
     * @param slope the derivative of f in terms of its value
     * @param gates at {@code row}: h'
     * @param upstream at {@code row}: the gradient of h' from outside
     * @param carried at {@code batch}: that from the step behind
     * @param out at {@code row}: receives the gradient
     */
    public static void backward(
            UnaryFunction slope,
            int row,
            int rows,
            int n,
            float[] gates,
            float[] upstream,
            float[] carried,
            int batch,
            float[] out) {
        int from = row * n;
        int b = batch * n;
        for (int j = 0; j < rows * n; j++) {
            out[from + j] = upstream[from + j] + carried[b + j];
        }
        Loops.unary(slope).product(slope, out, gates, out, from, from + rows * n);
    }

    /**
     * {@code h' = f(x + p)}.
     *
     * @param x at {@code row}: the projected input
     * @param gates at {@code row}: p, the projected h; replaced by h'
     * @param history receives h' at {@code after}
     */
    public static void forward(
            UnaryFunction f, int row, int rows, int n, double[] x, double[] gates, double[] history, int after) {
        int from = row * n;
        int to = from + rows * n;
        Loops.binary(Arithmetic.ADD).zip(Arithmetic.ADD, x, gates, gates, from, to);
        Loops.unary(f).map(f, gates, gates, from, to);
        System.arraycopy(gates, from, history, after, rows * n);
    }

    /**
     * The gradient by x and p.
     *
     * @param slope the derivative of f in terms of its value
     * @param gates at {@code row}: h'
     * @param upstream at {@code row}: the gradient of h' from outside
     * @param carried at {@code batch}: that from the step behind
     * @param out at {@code row}: receives the gradient
     */
    public static void backward(
            UnaryFunction slope,
            int row,
            int rows,
            int n,
            double[] gates,
            double[] upstream,
            double[] carried,
            int batch,
            double[] out) {
        int from = row * n;
        int b = batch * n;
        for (int j = 0; j < rows * n; j++) {
            out[from + j] = upstream[from + j] + carried[b + j];
        }
        Loops.unary(slope).product(slope, out, gates, out, from, from + rows * n);
    }
}

package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/** The body of {@link UnaryLoop}, defined again for each class of function by {@link Loops}. */
final class UnaryLoopBody extends UnaryLoop {
    @Override
    public void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(x[i]);
        }
    }

    @Override
    public void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(x[i]);
        }
    }

    @Override
    public void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = g[i] * f.apply(x[i]);
        }
    }

    @Override
    public void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = g[i] * f.apply(x[i]);
        }
    }
}

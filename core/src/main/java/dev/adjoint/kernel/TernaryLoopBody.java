package dev.adjoint.kernel;

import dev.adjoint.function.TernaryFunction;

/** The body of {@link TernaryLoop}, defined again for each class of function by {@link Loops}. */
final class TernaryLoopBody extends TernaryLoop {
    @Override
    public void zip(TernaryFunction f, float[] a, float[] b, float[] c, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b[i], c[i]);
        }
    }

    @Override
    public void zip(TernaryFunction f, double[] a, double[] b, double[] c, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b[i], c[i]);
        }
    }
}

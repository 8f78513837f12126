package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;

/** The body of {@link BinaryLoop}, defined again for each class of function by {@link Loops}. */
final class BinaryLoopBody extends BinaryLoop {
    @Override
    public void zip(BinaryFunction f, float[] a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b[i]);
        }
    }

    @Override
    public void zip(BinaryFunction f, double[] a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b[i]);
        }
    }

    @Override
    public void zip(BinaryFunction f, float[] a, float b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b);
        }
    }

    @Override
    public void zip(BinaryFunction f, double[] a, double b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a[i], b);
        }
    }

    @Override
    public void zip(BinaryFunction f, float a, float[] b, float[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a, b[i]);
        }
    }

    @Override
    public void zip(BinaryFunction f, double a, double[] b, double[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = f.apply(a, b[i]);
        }
    }
}

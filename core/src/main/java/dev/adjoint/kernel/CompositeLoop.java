package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;

/** The loop for {@link Composite} functions: stretch by stretch, in buffers. */
final class CompositeLoop extends UnaryLoop {
    /** Elements per stretch: the buffers of doubles fit the first-level cache. */
    private static final int STRETCH = 1024;

    @Override
    public void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
        float[] in = new float[Math.min(STRETCH, to - from)];
        float[] y = new float[in.length];
        float[] spare = new float[in.length];
        for (int i = from; i < to; i += STRETCH) {
            int n = Math.min(STRETCH, to - i);
            System.arraycopy(x, i, in, 0, n);
            ((Composite) f).map(in, y, spare, n);
            System.arraycopy(y, 0, out, i, n);
        }
    }

    @Override
    public void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
        double[] in = new double[Math.min(STRETCH, to - from)];
        double[] y = new double[in.length];
        double[] spare = new double[in.length];
        for (int i = from; i < to; i += STRETCH) {
            int n = Math.min(STRETCH, to - i);
            System.arraycopy(x, i, in, 0, n);
            ((Composite) f).map(in, y, spare, n);
            System.arraycopy(y, 0, out, i, n);
        }
    }

    @Override
    public void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        float[] in = new float[Math.min(STRETCH, to - from)];
        float[] y = new float[in.length];
        float[] spare = new float[in.length];
        for (int i = from; i < to; i += STRETCH) {
            int n = Math.min(STRETCH, to - i);
            System.arraycopy(x, i, in, 0, n);
            ((Composite) f).map(in, y, spare, n);
            System.arraycopy(g, i, in, 0, n);
            mul.zip(Arithmetic.MUL, in, y, y, 0, n);
            System.arraycopy(y, 0, out, i, n);
        }
    }

    @Override
    public void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to) {
        BinaryLoop mul = Loops.binary(Arithmetic.MUL);
        double[] in = new double[Math.min(STRETCH, to - from)];
        double[] y = new double[in.length];
        double[] spare = new double[in.length];
        for (int i = from; i < to; i += STRETCH) {
            int n = Math.min(STRETCH, to - i);
            System.arraycopy(x, i, in, 0, n);
            ((Composite) f).map(in, y, spare, n);
            System.arraycopy(g, i, in, 0, n);
            mul.zip(Arithmetic.MUL, in, y, y, 0, n);
            System.arraycopy(y, 0, out, i, n);
        }
    }
}

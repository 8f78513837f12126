package dev.adjoint.kernel;

/** {@link DoubleExponentials} step by step, each in the loop of its function. */
public final class PlainDoubleExponentials implements DoubleExponentials {
    @Override
    public void shifted(double[] x, int from, int n, double shift, double[] out, int to) {
        System.arraycopy(x, from, out, to, n);
        Loops.binary(Arithmetic.SUB).zip(Arithmetic.SUB, out, shift, out, to, to + n);
        Loops.unary(Elementary.EXP).map(Elementary.EXP, out, out, to, to + n);
    }

    @Override
    public void scaled(double[] x, double shift, double log, double factor, double[] out, int from, int to) {
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        sub.zip(Arithmetic.SUB, x, shift, out, from, to);
        sub.zip(Arithmetic.SUB, out, log, out, from, to);
        Loops.unary(Elementary.EXP).map(Elementary.EXP, out, out, from, to);
        Loops.binary(Arithmetic.MUL).zip(Arithmetic.MUL, out, factor, out, from, to);
    }
}

package dev.adjoint.kernel;

/** {@link FloatExponentials} step by step, each in the loop of its function. */
public final class PlainFloatExponentials implements FloatExponentials {
    @Override
    public void shifted(float[] x, int from, int n, float shift, float[] out, int to) {
        System.arraycopy(x, from, out, to, n);
        Loops.binary(Arithmetic.SUB).zip(Arithmetic.SUB, out, shift, out, to, to + n);
        Loops.unary(Elementary.EXP).map(Elementary.EXP, out, out, to, to + n);
    }

    @Override
    public void scaled(float[] x, float shift, float log, float factor, float[] out, int from, int to) {
        BinaryLoop sub = Loops.binary(Arithmetic.SUB);
        sub.zip(Arithmetic.SUB, x, shift, out, from, to);
        sub.zip(Arithmetic.SUB, out, log, out, from, to);
        Loops.unary(Elementary.EXP).map(Elementary.EXP, out, out, from, to);
        Loops.binary(Arithmetic.MUL).zip(Arithmetic.MUL, out, factor, out, from, to);
    }
}

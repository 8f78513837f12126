package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;

/**
 * A function made of others, each of which runs in its own loop over a stretch that stays in the first-level cache: as
 * fast as one loop over all of them, which in vectors would often be too long for HotSpot, and without arrays in
 * between.
 */
public sealed interface Composite extends UnaryFunction {
    /** {@code out[i] = f(x[i])} for {@code i} in {@code [0, n)}; the arrays are three, the last for use in between. */
    void map(float[] x, float[] out, float[] spare, int n);

    /** {@code out[i] = f(x[i])} for {@code i} in {@code [0, n)}; the arrays are three, the last for use in between. */
    void map(double[] x, double[] out, double[] spare, int n);

    /** {@code outer(x, f(inner(x)))}. */
    record Around(UnaryFunction inner, Elementary f, BinaryFunction outer) implements Composite {
        @Override
        public float apply(float x) {
            return outer.apply(x, f.apply(inner.apply(x)));
        }

        @Override
        public double apply(double x) {
            return outer.apply(x, f.apply(inner.apply(x)));
        }

        @Override
        public void map(float[] x, float[] out, float[] spare, int n) {
            Loops.unary(inner).map(inner, x, out, 0, n);
            Loops.unary(f).map(f, out, out, 0, n);
            Loops.binary(outer).zip(outer, x, out, out, 0, n);
        }

        @Override
        public void map(double[] x, double[] out, double[] spare, int n) {
            Loops.unary(inner).map(inner, x, out, 0, n);
            Loops.unary(f).map(f, out, out, 0, n);
            Loops.binary(outer).zip(outer, x, out, out, 0, n);
        }
    }

    /** {@code outer(x, f(a(x)), g(b(x)))}. */
    record AroundTwo(UnaryFunction a, Elementary f, UnaryFunction b, Elementary g, TernaryFunction outer)
            implements Composite {
        @Override
        public float apply(float x) {
            return outer.apply(x, f.apply(a.apply(x)), g.apply(b.apply(x)));
        }

        @Override
        public double apply(double x) {
            return outer.apply(x, f.apply(a.apply(x)), g.apply(b.apply(x)));
        }

        @Override
        public void map(float[] x, float[] out, float[] spare, int n) {
            Loops.unary(a).map(a, x, out, 0, n);
            Loops.unary(f).map(f, out, out, 0, n);
            Loops.unary(b).map(b, x, spare, 0, n);
            Loops.unary(g).map(g, spare, spare, 0, n);
            Loops.ternary(outer).zip(outer, x, out, spare, out, 0, n);
        }

        @Override
        public void map(double[] x, double[] out, double[] spare, int n) {
            Loops.unary(a).map(a, x, out, 0, n);
            Loops.unary(f).map(f, out, out, 0, n);
            Loops.unary(b).map(b, x, spare, 0, n);
            Loops.unary(g).map(g, spare, spare, 0, n);
            Loops.ternary(outer).zip(outer, x, out, spare, out, 0, n);
        }
    }
}

package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.simd.SimdLoops;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * Two loops for a function, one for few elements and one for many.
 *
 * <p>HotSpot compiles a loop for the lengths that it sees first: one that starts with few elements is neither unrolled
 * nor vectorised and stays up to ten times slower on many, for as long as the program runs. A training that begins with
 * a bias of ten elements and goes on to a matrix of weights is such a program.
 */
final class ByLength {
    /** Fewer elements than this are few. No loop of vectors is worth its compilation for them. */
    private static final int MANY = 64;

    private ByLength() {}

    /** Loops of one or the other length, made when they are first needed. */
    static final class Unary extends UnaryLoop {
        private final Class<?> function;
        private volatile @Nullable UnaryLoop few;
        private volatile @Nullable UnaryLoop many;

        Unary(Class<?> function) {
            this.function = function;
        }

        private UnaryLoop loop(int n) {
            UnaryLoop loop = n < MANY ? few : many;
            return loop != null ? loop : make(n);
        }

        private UnaryLoop make(int n) {
            if (n < MANY) {
                UnaryLoop made = fresh();
                few = made;
                return made;
            }
            UnaryLoop made = lanesOrFresh();
            many = made;
            return made;
        }

        @Override
        public void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
            loop(to - from).map(f, x, out, from, to);
        }

        @Override
        public void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
            loop(to - from).map(f, x, out, from, to);
        }

        @Override
        public void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to) {
            loop(to - from).product(f, g, x, out, from, to);
        }

        @Override
        public void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to) {
            loop(to - from).product(f, g, x, out, from, to);
        }

        private UnaryLoop lanesOrFresh() {
            UnaryLoop simd = Kernels.SIMD ? SimdLoops.unary(function) : null;
            return simd != null ? new OutOfLine(simd) : fresh();
        }

        private UnaryLoop fresh() {
            return (UnaryLoop) Loops.fresh(MethodHandles.lookup(), UnaryLoopBody.class, function);
        }
    }

    /** Loops of one or the other length, made when they are first needed. */
    static final class Binary extends BinaryLoop {
        private final Class<?> function;
        private volatile @Nullable BinaryLoop few;
        private volatile @Nullable BinaryLoop many;

        Binary(Class<?> function) {
            this.function = function;
        }

        private BinaryLoop loop(int n) {
            BinaryLoop loop = n < MANY ? few : many;
            return loop != null ? loop : make(n);
        }

        private BinaryLoop make(int n) {
            if (n < MANY) {
                BinaryLoop made = fresh();
                few = made;
                return made;
            }
            BinaryLoop made = fresh();
            many = made;
            return made;
        }

        @Override
        public void zip(BinaryFunction f, float[] a, float[] b, float[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        @Override
        public void zip(BinaryFunction f, double[] a, double[] b, double[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        @Override
        public void zip(BinaryFunction f, float[] a, float b, float[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        @Override
        public void zip(BinaryFunction f, double[] a, double b, double[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        @Override
        public void zip(BinaryFunction f, float a, float[] b, float[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        @Override
        public void zip(BinaryFunction f, double a, double[] b, double[] out, int from, int to) {
            loop(to - from).zip(f, a, b, out, from, to);
        }

        private BinaryLoop fresh() {
            return (BinaryLoop) Loops.fresh(MethodHandles.lookup(), BinaryLoopBody.class, function);
        }
    }

    /** Loops of one or the other length, made when they are first needed. */
    static final class Ternary extends TernaryLoop {
        private final Class<?> function;
        private volatile @Nullable TernaryLoop few;
        private volatile @Nullable TernaryLoop many;

        Ternary(Class<?> function) {
            this.function = function;
        }

        private TernaryLoop loop(int n) {
            TernaryLoop loop = n < MANY ? few : many;
            return loop != null ? loop : make(n);
        }

        private TernaryLoop make(int n) {
            if (n < MANY) {
                TernaryLoop made = fresh();
                few = made;
                return made;
            }
            TernaryLoop made = fresh();
            many = made;
            return made;
        }

        @Override
        public void zip(TernaryFunction f, float[] a, float[] b, float[] c, float[] out, int from, int to) {
            loop(to - from).zip(f, a, b, c, out, from, to);
        }

        @Override
        public void zip(TernaryFunction f, double[] a, double[] b, double[] c, double[] out, int from, int to) {
            loop(to - from).zip(f, a, b, c, out, from, to);
        }

        private TernaryLoop fresh() {
            return (TernaryLoop) Loops.fresh(MethodHandles.lookup(), TernaryLoopBody.class, function);
        }
    }
}

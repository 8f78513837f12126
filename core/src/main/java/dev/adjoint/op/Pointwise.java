package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Fusion;
import dev.adjoint.Layout;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Arithmetic;
import dev.adjoint.kernel.BinaryLoop;
import dev.adjoint.kernel.Comparison;
import dev.adjoint.kernel.Loops;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.Select;
import dev.adjoint.kernel.StridedCopy;
import dev.adjoint.kernel.UnaryLoop;
import java.util.function.LongBinaryOperator;

/**
 * Scalar functions applied to the elements of whole tensors, for {@code forward} methods. Nothing is recorded, but by
 * {@link #sum} and {@link #times}.
 *
 * <p>Operands that lie flat are looped over as they are. A single repeated element is passed as a number. Everything
 * else is copied, chunk by chunk, into small buffers that stay in the cache.
 */
public final class Pointwise {
    /** A rough cost of one element, in nanoseconds, for {@link Parallel#range}. */
    private static final double NANOS = 0.5;

    /** Elements per chunk of a broadcast operand: three buffers of floats fit the first-level cache. */
    private static final int CHUNK = 2048;

    /** Name the sums and products of backward passes in errors. */
    private static final Op ADD = new AddOp();

    private static final Op MUL = new MulOp();

    private Pointwise() {}

    /** Returns {@code f(x)}, for a float tensor. */
    public static Tensor map(UnaryFunction f, Tensor x) {
        Tensor waiting = Fusion.map(f, x);
        if (waiting != null) {
            return waiting;
        }
        int n = x.size();
        UnaryLoop loop = Loops.unary(f);
        Tensor y = Tensor.empty(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            float[] in = floats(x);
            float[] out = y.storage().floats();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.map(f, in, out, from, to));
            return y;
        }
        double[] in = doubles(x);
        double[] out = y.storage().doubles();
        Parallel.range(n, NANOS, 16, (from, to) -> loop.map(f, in, out, from, to));
        return y;
    }

    /** Returns {@code upstream · f(x)}, both of one shape and float type. */
    public static Tensor product(UnaryFunction f, Tensor upstream, Tensor x) {
        Tensor waiting = Fusion.product(f, upstream, x);
        if (waiting != null) {
            return waiting;
        }
        int n = x.size();
        UnaryLoop loop = Loops.unary(f);
        Tensor y = Tensor.empty(x.dtype(), x.shape());
        if (x.dtype() == DType.FLOAT32) {
            float[] g = floats(upstream);
            float[] in = floats(x);
            float[] out = y.storage().floats();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.product(f, g, in, out, from, to));
            return y;
        }
        double[] g = doubles(upstream);
        double[] in = doubles(x);
        double[] out = y.storage().doubles();
        Parallel.range(n, NANOS, 16, (from, to) -> loop.product(f, g, in, out, from, to));
        return y;
    }

    /**
     * Returns {@code f(a, b)} for float tensors, broadcast to one shape.
     *
     * @param op named in errors
     */
    public static Tensor zip(Op op, BinaryFunction f, Tensor a, Tensor b) {
        Shape shape = a.shape().equals(b.shape()) ? a.shape() : Shape.broadcast(op.name(), a.shape(), b.shape());
        Tensor waiting = Fusion.zip(f, a, b, shape);
        if (waiting != null) {
            return waiting;
        }
        Tensor out = Tensor.empty(a.dtype(), shape);
        if (a.dtype() == DType.FLOAT32) {
            zip(f, a, b, shape, out.storage().floats());
        } else {
            zip(f, a, b, shape, out.storage().doubles());
        }
        return out;
    }

    /**
     * Returns {@code a + b} for a backward pass: an op of its own only where it is recorded or somebody watches, since
     * making one takes longer than adding two numbers. Public for the engine, which lies in another package.
     */
    public static Tensor sum(Tensor a, Tensor b) {
        return needsOp(a, b) ? a.add(b) : zip(ADD, Arithmetic.ADD, a, b);
    }

    /** Returns {@code a · b} for a backward pass or within an op, as {@link #sum} does. */
    static Tensor times(Tensor a, Tensor b) {
        return needsOp(a, b) ? a.mul(b) : zip(MUL, Arithmetic.MUL, a, b);
    }

    /** Also where the types differ or are no floats: the op computes that, or says what is wrong. */
    private static boolean needsOp(Tensor a, Tensor b) {
        return Autograd.needsOps() || a.dtype() != b.dtype() || !a.dtype().isFloat();
    }

    private static void zip(BinaryFunction f, Tensor a, Tensor b, Shape shape, float[] out) {
        int n = shape.size();
        if (n == 1) {
            out[0] = f.apply(
                    a.storage().floats()[a.layout().offset()],
                    b.storage().floats()[b.layout().offset()]);
            return;
        }
        BinaryLoop loop = Loops.binary(f);
        boolean flatA = isFlat(a, n);
        boolean flatB = isFlat(b, n);
        if (flatA && flatB) {
            float[] x = a.storage().floats();
            float[] y = b.storage().floats();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else if (flatA && b.layout().isConstant()) {
            float[] x = a.storage().floats();
            float y = b.storage().floats()[b.layout().offset()];
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else if (flatB && a.layout().isConstant()) {
            float x = a.storage().floats()[a.layout().offset()];
            float[] y = b.storage().floats();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else {
            StridedCopy readA = reader(a, shape);
            StridedCopy readB = reader(b, shape);
            float[] inA = a.storage().floats();
            float[] inB = b.storage().floats();
            Parallel.range(n, 2 * NANOS, 16, (from, to) -> {
                float[] x = new float[Math.min(CHUNK, to - from)];
                float[] y = new float[x.length];
                for (int i = from; i < to; i += x.length) {
                    int length = Math.min(x.length, to - i);
                    readA.read(inA, i, x, 0, length);
                    readB.read(inB, i, y, 0, length);
                    loop.zip(f, x, y, x, 0, length);
                    System.arraycopy(x, 0, out, i, length);
                }
            });
        }
    }

    private static void zip(BinaryFunction f, Tensor a, Tensor b, Shape shape, double[] out) {
        int n = shape.size();
        if (n == 1) {
            out[0] = f.apply(
                    a.storage().doubles()[a.layout().offset()],
                    b.storage().doubles()[b.layout().offset()]);
            return;
        }
        BinaryLoop loop = Loops.binary(f);
        boolean flatA = isFlat(a, n);
        boolean flatB = isFlat(b, n);
        if (flatA && flatB) {
            double[] x = a.storage().doubles();
            double[] y = b.storage().doubles();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else if (flatA && b.layout().isConstant()) {
            double[] x = a.storage().doubles();
            double y = b.storage().doubles()[b.layout().offset()];
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else if (flatB && a.layout().isConstant()) {
            double x = a.storage().doubles()[a.layout().offset()];
            double[] y = b.storage().doubles();
            Parallel.range(n, NANOS, 16, (from, to) -> loop.zip(f, x, y, out, from, to));
        } else {
            StridedCopy readA = reader(a, shape);
            StridedCopy readB = reader(b, shape);
            double[] inA = a.storage().doubles();
            double[] inB = b.storage().doubles();
            Parallel.range(n, 2 * NANOS, 16, (from, to) -> {
                double[] x = new double[Math.min(CHUNK, to - from)];
                double[] y = new double[x.length];
                for (int i = from; i < to; i += x.length) {
                    int length = Math.min(x.length, to - i);
                    readA.read(inA, i, x, 0, length);
                    readB.read(inB, i, y, 0, length);
                    loop.zip(f, x, y, x, 0, length);
                    System.arraycopy(x, 0, out, i, length);
                }
            });
        }
    }

    /**
     * Returns {@code f(a, b)} for {@code INT64} tensors, broadcast to one shape.
     *
     * @param op named in errors
     */
    static Tensor zipLongs(Op op, LongBinaryOperator f, Tensor a, Tensor b) {
        Shape shape = Shape.broadcast(op.name(), a.shape(), b.shape());
        long[] x = longs(expanded(a, shape));
        long[] y = longs(expanded(b, shape));
        long[] out = new long[shape.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsLong(x[i], y[i]);
        }
        return Tensor.wrap(out, shape);
    }

    /**
     * Returns the {@code BOOL} tensor of a comparison of two tensors of one type, broadcast to one shape.
     *
     * @param op named in errors
     */
    @SuppressWarnings("exports") // for the fluent methods, which lie in another package of this module
    public static Tensor compare(String op, Comparison comparison, Tensor a, Tensor b) {
        if (a.dtype() != b.dtype()) {
            throw new IllegalArgumentException(op + ": both tensors must have one type, left is " + a.dtype()
                    + " and right " + b.dtype() + "; convert one with to(DType)");
        }
        Shape shape = Shape.broadcast(op, a.shape(), b.shape());
        Tensor x = expanded(a, shape);
        Tensor y = expanded(b, shape);
        int n = shape.size();
        boolean[] out = new boolean[n];
        switch (a.dtype()) {
            case FLOAT32 -> comparison.run(floats(x), floats(y), out, 0, n);
            case FLOAT64 -> comparison.run(doubles(x), doubles(y), out, 0, n);
            case INT64 -> comparison.run(longs(x), longs(y), out, 0, n);
            case BOOL -> comparison.run(booleans(x), booleans(y), out, 0, n);
        }
        return Tensor.wrap(out, shape);
    }

    /** A function of two truth values. */
    @FunctionalInterface
    public interface Logic {
        /** Returns the value. */
        boolean apply(boolean a, boolean b);
    }

    /**
     * Returns {@code f(a, b)} for {@code BOOL} tensors, broadcast to one shape.
     *
     * @param op named in errors
     */
    public static Tensor logic(String op, Logic f, Tensor a, Tensor b) {
        if (a.dtype() != DType.BOOL || b.dtype() != DType.BOOL) {
            throw new IllegalArgumentException(
                    op + ": takes BOOL tensors, left is " + a.dtype() + " and right " + b.dtype());
        }
        Shape shape = Shape.broadcast(op, a.shape(), b.shape());
        boolean[] x = booleans(expanded(a, shape));
        boolean[] y = booleans(expanded(b, shape));
        boolean[] out = new boolean[shape.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.apply(x[i], y[i]);
        }
        return Tensor.wrap(out, shape);
    }

    /** Returns {@code condition ? a : b}, all of one shape. */
    static Tensor select(Tensor condition, Tensor a, Tensor b) {
        int n = condition.size();
        boolean[] chosen = booleans(condition);
        Tensor out = Tensor.empty(a.dtype(), condition.shape());
        switch (a.dtype()) {
            case FLOAT32 ->
                Select.run(chosen, floats(a), floats(b), out.storage().floats(), 0, n);
            case FLOAT64 ->
                Select.run(chosen, doubles(a), doubles(b), out.storage().doubles(), 0, n);
            case INT64 -> Select.run(chosen, longs(a), longs(b), out.storage().longs(), 0, n);
            case BOOL ->
                Select.run(chosen, booleans(a), booleans(b), out.storage().booleans(), 0, n);
        }
        return out;
    }

    private static Tensor expanded(Tensor x, Shape shape) {
        return x.shape().equals(shape) ? x : x.view(x.layout().expand("broadcast", shape));
    }

    /** Tells whether the tensor's elements are those of its array from index 0 on, n of them. */
    private static boolean isFlat(Tensor x, int n) {
        return x.size() == n && x.layout().isFlat();
    }

    private static StridedCopy reader(Tensor x, Shape shape) {
        Layout layout = x.layout().expand("broadcast", shape);
        return new StridedCopy(shape.dims(), layout.strides(), layout.offset());
    }

    /** Returns the elements in row-major order from index 0 on: the array itself where it lies so, else a copy. */
    public static float[] floats(Tensor x) {
        return x.layout().isFlat() ? x.storage().floats() : (float[]) gathered(x);
    }

    /** As {@link #floats}, for {@code FLOAT64}. */
    public static double[] doubles(Tensor x) {
        return x.layout().isFlat() ? x.storage().doubles() : (double[]) gathered(x);
    }

    /** As {@link #floats}, for {@code INT64}. */
    public static long[] longs(Tensor x) {
        return x.layout().isFlat() ? x.storage().longs() : (long[]) gathered(x);
    }

    /** As {@link #floats}, for {@code BOOL}. */
    public static boolean[] booleans(Tensor x) {
        return x.layout().isFlat() ? x.storage().booleans() : (boolean[]) gathered(x);
    }

    private static Object gathered(Tensor x) {
        Object out = Tensor.empty(x.dtype(), x.shape()).storage().array();
        gather(x, out);
        return out;
    }

    private static void gather(Tensor x, Object out) {
        Layout layout = x.layout();
        StridedCopy copy = new StridedCopy(layout.shape().dims(), layout.strides(), layout.offset());
        Object in = x.storage().array();
        Parallel.range(x.size(), NANOS, 16, (from, to) -> copy.read(in, from, out, from, to - from));
    }

    /** Returns a tensor of the same elements that lies flat: x itself where it does, else a copy. */
    static Tensor flat(Tensor x) {
        return x.layout().isFlat() ? x : copy(x);
    }

    /** Returns a flat copy. */
    static Tensor copy(Tensor x) {
        Tensor y = Tensor.empty(x.dtype(), x.shape());
        gather(x, y.storage().array());
        return y;
    }
}

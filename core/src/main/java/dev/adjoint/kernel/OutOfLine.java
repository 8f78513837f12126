package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The loops of {@link Loops#unary} as calls that HotSpot does not inline.
 *
 * <p>Where a method runs two of them, HotSpot would inline both, find the method too long by then, and pass the vectors
 * of the second in boxes, at 100 times the cost. It inlines no method handle that is not a constant, and elements of
 * arrays are none.
 */
final class OutOfLine {
    private static final MethodHandle[] FLOATS = {handle(float[].class)};
    private static final MethodHandle[] DOUBLES = {handle(double[].class)};

    private OutOfLine() {}

    private static MethodHandle handle(Class<?> array) {
        try {
            MethodType type =
                    MethodType.methodType(void.class, UnaryFunction.class, array, array, int.class, int.class);
            return MethodHandles.lookup().findVirtual(UnaryLoop.class, "map", type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("UnaryLoop has no loop over " + array, e);
        }
    }

    /** {@code out[i] = f(x[i])} for {@code i} in {@code [from, to)}. */
    static void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
        try {
            FLOATS[0].invokeExact(Loops.unary(f), f, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    /** {@code out[i] = f(x[i])} for {@code i} in {@code [from, to)}. */
    static void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
        try {
            DOUBLES[0].invokeExact(Loops.unary(f), f, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}

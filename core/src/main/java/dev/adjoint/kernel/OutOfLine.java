package dev.adjoint.kernel;

import dev.adjoint.function.UnaryFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A loop of vectors in calls that HotSpot does not inline.
 *
 * <p>Where HotSpot inlines such a loop into a long method, or as the last of many calls, it comes to an end of what it
 * inlines within the loop, and passes the vectors in boxes, at 20 to 100 times the cost. It inlines no method handle
 * that is not a constant, and elements of arrays are none.
 */
final class OutOfLine extends UnaryLoop {
    private static final MethodHandle[] MAP_FLOATS = {loop("map", float[].class, float[].class)};
    private static final MethodHandle[] MAP_DOUBLES = {loop("map", double[].class, double[].class)};
    private static final MethodHandle[] PRODUCT_FLOATS = {loop("product", float[].class, float[].class, float[].class)};
    private static final MethodHandle[] PRODUCT_DOUBLES = {
        loop("product", double[].class, double[].class, double[].class)
    };

    private final UnaryLoop loop;

    OutOfLine(UnaryLoop loop) {
        this.loop = loop;
    }

    private static MethodHandle loop(String name, Class<?>... arrays) {
        MethodType type = MethodType.methodType(void.class, UnaryFunction.class, arrays);
        return handle(UnaryLoop.class, name, type.appendParameterTypes(int.class, int.class));
    }

    /** Returns the handle of a method of a kernel. */
    static MethodHandle handle(Class<?> kernel, String name, MethodType type) {
        try {
            return MethodHandles.lookup().findVirtual(kernel, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(kernel + " has no " + name + type, e);
        }
    }

    @Override
    public void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
        try {
            MAP_FLOATS[0].invokeExact(loop, f, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    @Override
    public void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
        try {
            MAP_DOUBLES[0].invokeExact(loop, f, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    @Override
    public void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to) {
        try {
            PRODUCT_FLOATS[0].invokeExact(loop, f, g, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    @Override
    public void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to) {
        try {
            PRODUCT_DOUBLES[0].invokeExact(loop, f, g, x, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw unchecked(e);
        }
    }

    static RuntimeException unchecked(Throwable e) {
        if (e instanceof Error error) {
            throw error;
        }
        return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
    }
}

package dev.adjoint.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Exponentials in calls that HotSpot does not inline, for the reason that {@link OutOfLine} gives. */
final class OutOfLineExponentials implements FloatExponentials, DoubleExponentials {
    private static final MethodHandle[] SHIFTED_FLOATS = {
        handle(
                FloatExponentials.class,
                "shifted",
                float[].class,
                int.class,
                int.class,
                float.class,
                float[].class,
                int.class)
    };
    private static final MethodHandle[] SHIFTED_DOUBLES = {
        handle(
                DoubleExponentials.class,
                "shifted",
                double[].class,
                int.class,
                int.class,
                double.class,
                double[].class,
                int.class)
    };
    private static final MethodHandle[] SCALED_FLOATS = {
        handle(
                FloatExponentials.class,
                "scaled",
                float[].class,
                float.class,
                float.class,
                float.class,
                float[].class,
                int.class,
                int.class)
    };
    private static final MethodHandle[] SCALED_DOUBLES = {
        handle(
                DoubleExponentials.class,
                "scaled",
                double[].class,
                double.class,
                double.class,
                double.class,
                double[].class,
                int.class,
                int.class)
    };

    private final FloatExponentials floats;
    private final DoubleExponentials doubles;

    OutOfLineExponentials(FloatExponentials floats, DoubleExponentials doubles) {
        this.floats = floats;
        this.doubles = doubles;
    }

    private static MethodHandle handle(Class<?> type, String name, Class<?>... parameters) {
        try {
            return MethodHandles.lookup().findVirtual(type, name, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " has no " + name, e);
        }
    }

    @Override
    public void shifted(float[] x, int from, int n, float shift, float[] out, int to) {
        try {
            SHIFTED_FLOATS[0].invokeExact(floats, x, from, n, shift, out, to);
        } catch (Throwable e) { // as invokeExact declares
            throw OutOfLine.unchecked(e);
        }
    }

    @Override
    public void shifted(double[] x, int from, int n, double shift, double[] out, int to) {
        try {
            SHIFTED_DOUBLES[0].invokeExact(doubles, x, from, n, shift, out, to);
        } catch (Throwable e) { // as invokeExact declares
            throw OutOfLine.unchecked(e);
        }
    }

    @Override
    public void scaled(float[] x, float shift, float log, float factor, float[] out, int from, int to) {
        try {
            SCALED_FLOATS[0].invokeExact(floats, x, shift, log, factor, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw OutOfLine.unchecked(e);
        }
    }

    @Override
    public void scaled(double[] x, double shift, double log, double factor, double[] out, int from, int to) {
        try {
            SCALED_DOUBLES[0].invokeExact(doubles, x, shift, log, factor, out, from, to);
        } catch (Throwable e) { // as invokeExact declares
            throw OutOfLine.unchecked(e);
        }
    }
}

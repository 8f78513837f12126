package dev.adjoint.kernel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;

/** Exponentials in calls that HotSpot does not inline, for the reason that {@link OutOfLine} gives. */
final class OutOfLineExponentials implements FloatExponentials, DoubleExponentials {
    private static final MethodHandle[] SHIFTED_FLOATS = {shifted(FloatExponentials.class, float.class, float[].class)};
    private static final MethodHandle[] SHIFTED_DOUBLES = {
        shifted(DoubleExponentials.class, double.class, double[].class)
    };
    private static final MethodHandle[] SCALED_FLOATS = {scaled(FloatExponentials.class, float.class, float[].class)};
    private static final MethodHandle[] SCALED_DOUBLES = {scaled(DoubleExponentials.class, double.class, double[].class)
    };

    private final FloatExponentials floats;
    private final DoubleExponentials doubles;

    OutOfLineExponentials(FloatExponentials floats, DoubleExponentials doubles) {
        this.floats = floats;
        this.doubles = doubles;
    }

    private static MethodHandle shifted(Class<?> kernel, Class<?> number, Class<?> array) {
        return OutOfLine.handle(
                kernel,
                "shifted",
                MethodType.methodType(void.class, array, int.class, int.class, number, array, int.class));
    }

    private static MethodHandle scaled(Class<?> kernel, Class<?> number, Class<?> array) {
        return OutOfLine.handle(
                kernel,
                "scaled",
                MethodType.methodType(void.class, array, number, number, number, array, int.class, int.class));
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

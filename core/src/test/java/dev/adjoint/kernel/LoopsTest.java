package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops give the bits of the scalar function, in vectors and in tails, whichever loops this JVM has chosen. */
class LoopsTest {
    private static final long SEED = 7;
    private static final int[] SIZES = {0, 1, 4, 13, 64, 207, 4098};
    private static final int BEFORE = 3;

    /** The first {@value #BEFORE}, ordinary ones, are left out where a loop begins after them. */
    private static final double[] SPECIAL = {
        3,
        -3,
        0.25,
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        -Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -1,
        1,
        Math.nextDown(1.0),
        Math.nextUp(1.0),
        -6,
        Math.nextDown(6.0),
        2,
        0.5,
        -0.5,
        88.722,
        88.723,
        -87.34,
        -103.97,
        -103.98,
        709.78,
        709.79,
        -708.4,
        -745.1,
        -745.2,
        0x1p24,
        -0x1p-24,
        17.33,
        10,
        20,
        4,
        6,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Math.nextDown(Float.MIN_NORMAL),
        -Double.MIN_VALUE,
        -Double.MAX_VALUE,
        Math.nextUp(-1.0),
        Math.nextUp(-1f),
        Math.nextDown(1f),
        0.75,
        1.5,
        Math.nextDown(1.5),
        -18,
        -40,
        2.375,
        3.9375
    };

    static Stream<UnaryFunction> functions() {
        double captured = 2.5;
        UnaryFunction lambda = x -> captured * x - 1;
        UnaryFunction composed = x -> Math.max(x, 0) * Math.sqrt(Math.abs(x));
        return Stream.concat(
                Stream.of(Elementary.values()).filter(f -> f != Elementary.EXP_OF_NEGATIVE),
                Stream.of(
                        new UnitStep(0.01, 1),
                        new UnitStep(0, 0.5),
                        new LeakyRelu(0.2),
                        new LeakyRelu(0),
                        new LeakyRelu(-1.5),
                        new LeakyRelu(1e200),
                        Relu.RELU,
                        lambda,
                        composed));
    }

    @Test
    void theExponentialOfNegativeNumbersIsThatOfAny() {
        Elementary f = Elementary.EXP_OF_NEGATIVE;
        Random random = new Random(SEED);
        float[] x = Arrays.copyOf(floats(207), 1 << 16);
        double[] y = Arrays.copyOf(doubles(207), 1 << 16);
        for (int i = 207; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
            y[i] = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : 750 * random.nextDouble();
        }
        for (int i = 0; i < x.length; i++) {
            x[i] = -Math.abs(x[i]);
            y[i] = -Math.abs(y[i]);
        }
        float[] out = new float[x.length];
        double[] doubles = new double[y.length];
        Loops.unary(f).map(f, x, out, 0, x.length);
        Loops.unary(f).map(f, y, doubles, 0, y.length);
        for (int i = 0; i < x.length; i++) {
            assertSame(out[i], FloatMath.exp(x[i]), f, x[i]);
            assertSame(doubles[i], DoubleMath.exp(y[i]), f, y[i]);
        }
    }

    @Test
    void vectorsOfSmallArgumentsAloneGiveTheSameBits() {
        Random random = new Random(SEED);
        for (double largest : new double[] {0.9, 1.1}) {
            float[] x = new float[4098];
            for (int i = 0; i < x.length; i++) {
                x[i] = (float) ((2 * random.nextDouble() - 1) * largest);
            }
            float[] out = new float[x.length];
            Loops.unary(Elementary.ERF).map(Elementary.ERF, x, out, 0, x.length);
            for (int i = 0; i < x.length; i++) {
                assertSame(out[i], FloatMath.erf(x[i]), Elementary.ERF, x[i]);
            }
        }
    }

    static Stream<Arguments> functionsAndSizes() {
        return functions().flatMap(f -> Stream.of(0, 1, 2, 3, 4, 5, 6).map(i -> Arguments.of(f, SIZES[i])));
    }

    @ParameterizedTest
    @MethodSource("functionsAndSizes")
    void mapsFloatsAsTheScalarFunction(UnaryFunction f, int n) {
        float[] x = floats(n);
        float[] out = new float[n];
        Loops.unary(f).map(f, x, out, Math.min(n, BEFORE), n);
        for (int i = 0; i < n; i++) {
            assertSame(out[i], i < BEFORE ? 0 : f.apply(x[i]), f, x[i]);
        }
        float[] inPlace = x.clone();
        Loops.unary(f).map(f, inPlace, inPlace, Math.min(n, BEFORE), n);
        for (int i = BEFORE; i < n; i++) {
            assertSame(inPlace[i], out[i], f, x[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("functionsAndSizes")
    void mapsDoublesAsTheScalarFunction(UnaryFunction f, int n) {
        double[] x = doubles(n);
        double[] out = new double[n];
        Loops.unary(f).map(f, x, out, Math.min(n, BEFORE), n);
        for (int i = 0; i < n; i++) {
            assertSame(out[i], i < BEFORE ? 0 : f.apply(x[i]), f, x[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("functionsAndSizes")
    void multipliesAsTheScalarFunction(UnaryFunction f, int n) {
        float[] x = floats(n);
        double[] y = doubles(n);
        float[] g = new float[n];
        double[] h = new double[n];
        for (int i = 0; i < n; i++) {
            g[i] = i % 5 - 1.5f;
            h[i] = g[i];
        }
        float[] out = g.clone();
        Loops.unary(f).product(f, out, x, out, 0, n);
        double[] doubles = h.clone();
        Loops.unary(f).product(f, doubles, y, doubles, 0, n);
        for (int i = 0; i < n; i++) {
            assertSame(out[i], g[i] * f.apply(x[i]), f, x[i]);
            assertSame(doubles[i], h[i] * f.apply(y[i]), f, y[i]);
        }
    }

    /** Random bits of floats, which reach every magnitude, in long runs too. */
    @ParameterizedTest
    @MethodSource("functions")
    void vectorsAgreeWithScalarsOnRandomBits(UnaryFunction f) {
        Random random = new Random(SEED);
        float[] x = new float[1 << 16];
        double[] y = new double[1 << 16];
        for (int i = 0; i < x.length; i++) {
            x[i] = Float.intBitsToFloat(random.nextInt());
            y[i] = Double.longBitsToDouble(random.nextLong());
        }
        float[] mapped = new float[x.length];
        double[] mappedDoubles = new double[y.length];
        Loops.unary(f).map(f, x, mapped, 0, x.length);
        Loops.unary(f).map(f, y, mappedDoubles, 0, y.length);
        for (int i = 0; i < x.length; i++) {
            assertSame(mapped[i], f.apply(x[i]), f, x[i]);
            assertSame(mappedDoubles[i], f.apply(y[i]), f, y[i]);
        }
    }

    @Test
    void oneLoopServesAllFunctionsOfAClass() {
        UnaryLoop loop = Loops.unary(new LeakyRelu(0.5));
        float[] out = {-2};
        loop.map(new LeakyRelu(0.25), out, out, 0, 1);

        assertThat(loop).isSameAs(Loops.unary(new LeakyRelu(0.25))).isNotSameAs(Loops.unary(Relu.RELU));
        assertThat(out).containsExactly(-0.5f);
    }

    @Test
    void zipsArraysAndNumbers() {
        BinaryFunction f = (a, b) -> a - 2 * b;
        BinaryLoop loop = Loops.binary(f);
        float[] a = floats(207);
        float[] b = floats(207);
        float[] out = new float[207];
        loop.zip(f, a, b, out, 0, 207);
        float[] right = new float[207];
        loop.zip(f, a, 3f, right, 0, 207);
        float[] left = new float[207];
        loop.zip(f, 3f, b, left, 0, 207);
        for (int i = 0; i < 207; i++) {
            assertSame(out[i], f.apply(a[i], b[i]), f, a[i]);
            assertSame(right[i], f.apply(a[i], 3f), f, a[i]);
            assertSame(left[i], f.apply(3f, b[i]), f, b[i]);
        }
    }

    @Test
    void zipsThreeArrays() {
        TernaryFunction f = (a, b, c) -> a * b + c;
        double[] x = doubles(13);
        double[] out = new double[13];
        Loops.ternary(f).zip(f, x, x, x, out, 1, 13);
        for (int i = 1; i < 13; i++) {
            assertSame(out[i], x[i] * x[i] + x[i], f, x[i]);
        }
    }

    /** Leaky ReLU as PyTorch defines it, {@code x > 0 ? x : x·slope}, zeros with their signs. */
    @Test
    void leakyReluIsThePiecewiseForm() {
        for (double slope : new double[] {0, 0.01, 1, 3}) {
            LeakyRelu f = new LeakyRelu(slope);
            for (float x : floats(SPECIAL.length)) {
                assertSame(f.apply(x), x > 0 ? x : x * (float) slope, f, x);
                assertSame(f.apply((double) x), x > 0 ? x : x * slope, f, x);
            }
        }
    }

    private static void assertSame(float got, float expected, Object f, double x) {
        assertThat(Float.floatToIntBits(got))
                .as("%s at %s: got %s, expected %s; seed %d", f, x, got, expected, SEED)
                .isEqualTo(Float.floatToIntBits(expected));
    }

    private static void assertSame(double got, double expected, Object f, double x) {
        assertThat(Double.doubleToLongBits(got))
                .as("%s at %s: got %s, expected %s; seed %d", f, x, got, expected, SEED)
                .isEqualTo(Double.doubleToLongBits(expected));
    }

    private static float[] floats(int n) {
        double[] x = doubles(n);
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            y[i] = (float) x[i];
        }
        return y;
    }

    private static double[] doubles(int n) {
        Random random = new Random(SEED);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = i < SPECIAL.length ? SPECIAL[i] : random.nextGaussian() * (i % 3 == 0 ? 30 : 1);
        }
        return x;
    }
}

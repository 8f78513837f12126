package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Accuracy of {@link FloatMath} over every {@value #STEP}th {@code float}, or over all 2^32 of them if the system
 * property {@code adjoint.exhaustive} is set. The references are {@code double} functions, good to far more than a
 * {@code float}.
 */
class FloatMathTest {
    private static final int STEP = 9973;
    private static final double LIMIT = 2;
    private static final float INFINITY = Float.POSITIVE_INFINITY;

    private interface FloatFunction {
        float apply(float x);
    }

    static Stream<Arguments> functions() {
        return Stream.of(
                of("exp", FloatMath::exp, StrictMath::exp),
                of("expm1", FloatMath::expm1, StrictMath::expm1),
                of("log", FloatMath::log, StrictMath::log),
                of("log1p", FloatMath::log1p, StrictMath::log1p),
                of("tanh", FloatMath::tanh, StrictMath::tanh),
                of("sigmoid", FloatMath::sigmoid, FloatMathTest::sigmoid),
                of("erf", FloatMath::erf, x -> Math.abs(x) < 1e-4 ? x * 2 / Math.sqrt(Math.PI) : Erf.erf(x)),
                of("sin", FloatMath::sin, StrictMath::sin),
                of("cos", FloatMath::cos, StrictMath::cos),
                of("tan", FloatMath::tan, StrictMath::tan));
    }

    private static Arguments of(String name, FloatFunction function, DoubleUnaryOperator reference) {
        return Arguments.of(name, function, reference);
    }

    private static double sigmoid(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void isWithinTwoUlps(String name, FloatFunction function, DoubleUnaryOperator reference) {
        int step = System.getProperty("adjoint.exhaustive") == null ? STEP : 1;
        int parts = 64;
        float worst = IntStream.range(0, parts)
                .parallel()
                .mapToObj(part -> worst(function, reference, (1L << 32) / parts * part, (1L << 32) / parts, step))
                .reduce(0f, (a, b) -> error(function, reference, a) >= error(function, reference, b) ? a : b);

        double error = error(function, reference, worst);
        System.out.printf("%s: largest error %.3f ulp, at %s%n", name, error, worst);
        assertThat(error).as("%s(%s) = %s", name, worst, function.apply(worst)).isLessThanOrEqualTo(LIMIT);
    }

    private static float worst(FloatFunction f, DoubleUnaryOperator reference, long from, long count, int step) {
        float worst = 0;
        double most = -1;
        for (long bits = from; bits < from + count; bits += step) {
            float x = Float.intBitsToFloat((int) bits);
            double error = error(f, reference, x);
            if (error > most) {
                most = error;
                worst = x;
            }
        }
        return worst;
    }

    /** The error in ulps of the exact value's binade; infinite if signs, NaN or infinities differ. */
    private static double error(FloatFunction f, DoubleUnaryOperator reference, float x) {
        float got = f.apply(x);
        double exact = reference.applyAsDouble(x);
        if (Double.isNaN(exact) || Float.isNaN(got)) {
            return Double.isNaN(exact) && Float.isNaN(got) ? 0 : INFINITY;
        }
        if (Float.isInfinite(got) || Double.isInfinite(exact)) {
            return got == (float) exact ? 0 : INFINITY;
        }
        if (Math.copySign(1, got) != Math.copySign(1, exact)) {
            return INFINITY;
        }
        int exponent = Math.min(Float.MAX_EXPONENT, Math.max(Float.MIN_EXPONENT, Math.getExponent(exact)));
        return Math.abs(got - exact) / Math.scalb(1.0, exponent - 23);
    }

    static Stream<Arguments> specialValues() {
        float nan = Float.NaN;
        float tiny = Float.MIN_VALUE;
        return Stream.of(
                special("exp", FloatMath::exp, -INFINITY, 0, -0f, 1, 0, 1, INFINITY, INFINITY, nan, nan, tiny, 1),
                special("exp", FloatMath::exp, 88.73f, INFINITY, -104, 0, Float.MAX_VALUE, INFINITY),
                special(
                        "expm1",
                        FloatMath::expm1,
                        -INFINITY,
                        -1,
                        -0f,
                        -0f,
                        0,
                        0,
                        INFINITY,
                        INFINITY,
                        nan,
                        nan,
                        -tiny,
                        -tiny),
                special(
                        "log",
                        FloatMath::log,
                        0,
                        -INFINITY,
                        -0f,
                        -INFINITY,
                        1,
                        0,
                        -1,
                        nan,
                        INFINITY,
                        INFINITY,
                        nan,
                        nan),
                special("log", FloatMath::log, -INFINITY, nan, -tiny, nan, tiny, -103.27893f),
                special(
                        "log1p",
                        FloatMath::log1p,
                        -1,
                        -INFINITY,
                        -2,
                        nan,
                        -0f,
                        -0f,
                        0,
                        0,
                        INFINITY,
                        INFINITY,
                        nan,
                        nan),
                special("log1p", FloatMath::log1p, -INFINITY, nan, tiny, tiny, -tiny, -tiny),
                special("tanh", FloatMath::tanh, -INFINITY, -1, INFINITY, 1, -0f, -0f, 0, 0, nan, nan, -tiny, -tiny),
                special(
                        "sigmoid",
                        FloatMath::sigmoid,
                        -INFINITY,
                        0,
                        INFINITY,
                        1,
                        0,
                        0.5f,
                        -0f,
                        0.5f,
                        nan,
                        nan,
                        -1e4f,
                        0),
                special("erf", FloatMath::erf, -INFINITY, -1, INFINITY, 1, -0f, -0f, 0, 0, nan, nan, -tiny, -tiny),
                special("sin", FloatMath::sin, INFINITY, nan, -0f, -0f, 0, 0, nan, nan, -tiny, -tiny),
                special("cos", FloatMath::cos, -INFINITY, nan, -0f, 1, nan, nan),
                special("tan", FloatMath::tan, INFINITY, nan, -0f, -0f, nan, nan));
    }

    private static Arguments special(String name, FloatFunction function, float... pairs) {
        return Arguments.of(name, function, pairs);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specialValues")
    void keepsSpecialValues(String name, FloatFunction function, float[] pairs) {
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(function.apply(pairs[i])).as("%s(%s)", name, pairs[i]).isEqualTo(Float.valueOf(pairs[i + 1]));
        }
    }

    @Test
    void roundsThePowerAndTheAngleOnce() {
        assertThat(FloatMath.pow(1.5f, 3)).isEqualTo(3.375f);
        assertThat(FloatMath.pow(2, -149)).isEqualTo(Float.MIN_VALUE);
        assertThat(FloatMath.pow(10, 39)).isEqualTo(INFINITY);
        assertThat(FloatMath.atan2(1, 1)).isEqualTo((float) (Math.PI / 4));
        assertThat(FloatMath.atan2(-0f, -1)).isEqualTo((float) -Math.PI);
    }
}

package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Accuracy of {@link DoubleMath} on random arguments: 10^5, or 10^7 if the system property {@code adjoint.exhaustive}
 * is set.
 */
class DoubleMathTest {
    private static final long SEED = 20240229;
    private static final int SAMPLES = System.getProperty("adjoint.exhaustive") == null ? 100_000 : 10_000_000;
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0x1p53,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    static Stream<Arguments> functions() {
        return Stream.of(
                of("exp", DoubleMath::exp, StrictMath::exp),
                of("expm1", DoubleMath::expm1, StrictMath::expm1),
                of("log", DoubleMath::log, StrictMath::log),
                of("log1p", DoubleMath::log1p, StrictMath::log1p),
                of("sin", DoubleMath::sin, StrictMath::sin),
                of("cos", DoubleMath::cos, StrictMath::cos),
                of("tan", DoubleMath::tan, StrictMath::tan));
    }

    private static Arguments of(String name, DoubleUnaryOperator function, DoubleUnaryOperator reference) {
        return Arguments.of(name, function, reference);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void isWithinTwoUlpsOfStrictMath(String name, DoubleUnaryOperator function, DoubleUnaryOperator reference) {
        SplittableRandom random = new SplittableRandom(SEED);
        double worst = 0;
        double most = 0;
        for (int i = 0; i < SAMPLES; i++) {
            double x = i < SPECIAL.length ? SPECIAL[i] : anyNumber(random);
            double error = ulps(function.applyAsDouble(x), reference.applyAsDouble(x));
            if (error > most) {
                most = error;
                worst = x;
            }
        }
        System.out.printf("%s of doubles: largest difference %.0f ulp, at %s%n", name, most, worst);
        assertThat(most).as("%s(%s), seed %d", name, worst, SEED).isLessThanOrEqualTo(2);
    }

    static Stream<Arguments> functionsOfTwo() {
        DoubleBinaryOperator pow = DoubleMath::pow;
        DoubleBinaryOperator atan2 = DoubleMath::atan2;
        DoubleBinaryOperator exactPow = DoubleMathTest::powOfC99;
        DoubleBinaryOperator exactAtan2 = StrictMath::atan2;
        return Stream.of(Arguments.of("pow", pow, exactPow), Arguments.of("atan2", atan2, exactAtan2));
    }

    /** Java's power, but 1 where C99 and IEEE 754-2019 have 1 and Java has NaN. */
    private static double powOfC99(double x, double y) {
        return x == 1 || x == -1 && Double.isInfinite(y) ? 1 : StrictMath.pow(x, y);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("functionsOfTwo")
    void isWithinTwoUlpsOfStrictMath(String name, DoubleBinaryOperator function, DoubleBinaryOperator reference) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (double x : SPECIAL) {
            for (double y : SPECIAL) {
                double got = function.applyAsDouble(x, y);
                assertThat(ulps(got, reference.applyAsDouble(x, y)))
                        .as("%s(%s, %s) = %s", name, x, y, got)
                        .isLessThanOrEqualTo(2);
            }
        }
        for (int i = 0; i < SAMPLES; i++) {
            double x = random.nextInt(3) == 0 ? anyNumber(random) : 4 * random.nextDouble();
            double y = random.nextInt(3) == 0 ? anyNumber(random) : random.nextInt(-40, 40) * (i % 2 == 0 ? 1 : 0.37);
            double got = function.applyAsDouble(x, y);
            assertThat(ulps(got, reference.applyAsDouble(x, y)))
                    .as("%s(%s, %s) = %s, seed %d", name, x, y, got, SEED)
                    .isLessThanOrEqualTo(2);
        }
    }

    static Stream<Arguments> slowReferences() {
        return Stream.of(
                exact("tanh", DoubleMath::tanh, Exact::tanh, 20),
                exact("sigmoid", DoubleMath::sigmoid, Exact::sigmoid, 700),
                exact("erf", DoubleMath::erf, Exact::erf, 6.5));
    }

    private static Arguments exact(
            String name, DoubleUnaryOperator function, DoubleFunction<BigDecimal> reference, double range) {
        return Arguments.of(name, function, reference, range);
    }

    /** StrictMath's own tanh is off by more than 2 ulp in places, and it has no sigmoid and no erf. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("slowReferences")
    void isWithinTwoUlpsOfTheExactValue(
            String name, DoubleUnaryOperator function, DoubleFunction<BigDecimal> reference, double range) {
        SplittableRandom random = new SplittableRandom(SEED);
        double most = 0;
        for (int i = 0; i < SAMPLES / 200; i++) {
            double x = (2 * random.nextDouble() - 1) * Math.scalb(range, -random.nextInt(8));
            double error = Exact.ulps(function.applyAsDouble(x), reference.apply(x));
            assertThat(error).as("%s(%s), seed %d", name, x, SEED).isLessThanOrEqualTo(2);
            most = Math.max(most, error);
        }
        System.out.printf("%s of doubles: largest error %.3f ulp%n", name, most);
    }

    @ParameterizedTest
    @CsvSource({
        "-0.0, -0.0, 0.5, -0.0",
        "Infinity, 1, 1, 1",
        "-Infinity, -1, 0, -1",
        "NaN, NaN, NaN, NaN",
        "1e-310, 1e-310, 0.5, 1.128379167095513e-310"
    })
    void keepsSpecialValues(double x, double tanh, double sigmoid, double erf) {
        assertThat(DoubleMath.tanh(x)).isEqualTo(Double.valueOf(tanh));
        assertThat(DoubleMath.sigmoid(x)).isEqualTo(Double.valueOf(sigmoid));
        assertThat(ulps(DoubleMath.erf(x), erf)).isLessThanOrEqualTo(1);
    }

    /** Every magnitude, and more often the common ones. */
    private static double anyNumber(SplittableRandom random) {
        double unit = 2 * random.nextDouble() - 1;
        return switch (random.nextInt(4)) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> unit;
            case 2 -> 30 * unit;
            default -> 750 * unit;
        };
    }

    /** How many doubles lie between two, infinite if one is NaN or if only the signs of zeros differ. */
    private static double ulps(double a, double b) {
        if (Double.compare(a, b) == 0) {
            return 0;
        }
        if (Double.isNaN(a) || Double.isNaN(b) || a == b) {
            return Double.POSITIVE_INFINITY;
        }
        return Math.abs((double) (place(a) - place(b)));
    }

    private static long place(double x) {
        long bits = Double.doubleToRawLongBits(x);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }
}

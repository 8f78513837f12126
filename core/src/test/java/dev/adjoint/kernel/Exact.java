package dev.adjoint.kernel;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Functions to 50 digits, slowly, as references for those of {@link DoubleMath} that {@link StrictMath} does not
 * settle.
 */
final class Exact {
    private static final MathContext DIGITS = new MathContext(80);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final BigDecimal TWO_OVER_ROOT_PI = TWO.divide(
            new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459230781640628620899863")
                    .sqrt(DIGITS),
            DIGITS);

    private Exact() {}

    /** {@code e^x} by the power series of {@code x/2^10}, squared ten times. */
    static BigDecimal exp(double x) {
        BigDecimal small = new BigDecimal(x).divide(BigDecimal.valueOf(1024), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; k < 60; k++) {
            term = term.multiply(small).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** {@code 1/(1 + e^-x)}. */
    static BigDecimal sigmoid(double x) {
        return BigDecimal.ONE.divide(BigDecimal.ONE.add(exp(-x)), DIGITS);
    }

    /** {@code (e^2x − 1)/(e^2x + 1)}. */
    static BigDecimal tanh(double x) {
        BigDecimal e = exp(2 * x);
        return e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    }

    /** {@code 2/√π · Σ (−1)^k x^(2k+1)/(k!·(2k + 1))}. */
    static BigDecimal erf(double x) {
        BigDecimal value = new BigDecimal(x);
        BigDecimal square = value.multiply(value).negate();
        BigDecimal power = value;
        BigDecimal sum = value;
        for (int k = 1; k < 300; k++) {
            power = power.multiply(square).divide(BigDecimal.valueOf(k), DIGITS);
            sum = sum.add(power.divide(BigDecimal.valueOf(2L * k + 1), DIGITS), DIGITS);
        }
        return sum.multiply(TWO_OVER_ROOT_PI, DIGITS);
    }

    /** The distance between a result and the exact value, in units in the last place of the exact value, rounded. */
    static double ulps(double got, BigDecimal exact) {
        double unit = Math.ulp(exact.doubleValue());
        return new BigDecimal(got)
                .subtract(exact)
                .abs()
                .divide(new BigDecimal(unit), MathContext.DECIMAL64)
                .doubleValue();
    }
}

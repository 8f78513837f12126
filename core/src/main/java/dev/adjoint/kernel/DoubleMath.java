package dev.adjoint.kernel;

import static dev.adjoint.kernel.DoubleTerms.*;
import static java.lang.Math.fma;

/**
 * Transcendental functions of {@code double}, the same bits on every machine, within 2 ulp of the exact result.
 *
 * <p>The counterpart of {@link FloatMath}; the logarithm follows the scheme of FDLIBM (K. C. Ng, Sun Microsystems,
 * 1993): {@code ln(1 + f) = 2·artanh(s)} with {@code s = f/(2 + f)}. Trigonometry is in {@link Trigonometry}, the power
 * in {@link Power}.
 */
public final class DoubleMath {
    private DoubleMath() {}

    /** Returns {@code e^x}: {@code 2^n·e^r} with {@code x = n·ln 2 + r}. */
    public static double exp(double x) {
        double bounded = boundedForExp(x);
        double n = fma(bounded, LOG2_E, ROUND) - ROUND;
        double r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, bounded));
        return timesPowerOfTwo(1 + expTail(r, r), n);
    }

    /** Returns {@code e^(x + low)}, where {@code low} is no more than an ulp of x; rounding errors are kept. */
    static double exp(double x, double low) {
        double bounded = boundedForExp(x);
        double n = fma(bounded, LOG2_E, ROUND) - ROUND;
        double high = fma(n, -LN2_HIGH, bounded);
        double rest = fma(n, -LN2_LOW, low);
        double r = high + rest;
        double sum = 1 + r;
        return timesPowerOfTwo(sum + (r - (sum - 1) + expTail(r, high - r + rest)), n);
    }

    private static double boundedForExp(double x) {
        return x < -746 ? -746 : x > 710 ? 710 : x;
    }

    /** {@code x·2^n}, in two steps: the power may be greater than any number. */
    private static double timesPowerOfTwo(double x, double n) {
        double half = fma(n, 0.5, ROUND) - ROUND;
        return x * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /** Returns {@code e^x − 1}, exact near 0. */
    public static double expm1(double x) {
        double bounded = x < -40 ? -40 : x > 710 ? 710 : x;
        double n = fma(bounded, LOG2_E, ROUND) - ROUND;
        double shown = n > BIAS ? BIAS : n;
        return Math.copySign(expm1(bounded, n, powerOfTwo(shown)) * powerOfTwo(n - shown), x);
    }

    /** Returns {@code ln x}: −∞ at ±0, NaN below. */
    public static double log(double x) {
        boolean tiny = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(tiny ? x * UNIT : x);
        long exponent = (bits + CENTRE) >>> FRACTION;
        double f = Double.longBitsToDouble(bits - ((exponent - BIAS) << FRACTION)) - 1;
        double y = logOf(f, (double) (exponent - (tiny ? BIAS + FRACTION : BIAS)));
        return x > 0 && x < Double.POSITIVE_INFINITY ? y : logOfSpecial(x);
    }

    /** Returns {@code ln(1 + x)}, exact near 0: −∞ at −1, NaN below. */
    public static double log1p(double x) {
        long exponent = ((Double.doubleToRawLongBits(1 + x) + CENTRE) >>> FRACTION) - BIAS;
        double scaled = Double.longBitsToDouble(Double.doubleToRawLongBits(x) - (exponent << FRACTION));
        double fourth = Double.longBitsToDouble((BIAS + 2 - exponent) << FRACTION);
        double f = scaled + fma(0.25, fourth, -1);
        double y = Math.copySign(logOf(f, (double) exponent), x);
        return x > -1 && x < Double.POSITIVE_INFINITY ? y : logOfSpecial(1 + x);
    }

    /** Returns {@code tanh x = e/(e + 2)} with {@code e = e^2x − 1}. */
    public static double tanh(double x) {
        double size = Math.abs(x);
        double twice = 2 * (size > 20 ? 20 : size);
        double n = fma(twice, LOG2_E, ROUND) - ROUND;
        double e = expm1(twice, n, powerOfTwo(n));
        return Math.copySign(ratio(e, e, 2), x);
    }

    /** Returns {@code 1/(1 + e^-x)}. */
    public static double sigmoid(double x) {
        double e = exp(-Math.abs(x));
        return ratio(x < 0 ? e : 1, e, 1);
    }

    /** Returns the error function {@code 2/√π · ∫₀ˣ e^(−t²) dt}. */
    public static double erf(double x) {
        double size = Math.abs(x);
        double y = size < 1 ? erfNearZero(size) : erfFar(size > ERF_HIGH ? ERF_HIGH : size);
        return Math.copySign(y, x);
    }

    /** Returns {@code sin x}, right for arguments of any size. */
    public static double sin(double x) {
        return Trigonometry.sin(x);
    }

    /** Returns {@code cos x}, right for arguments of any size. */
    public static double cos(double x) {
        return Trigonometry.cos(x);
    }

    /** Returns {@code tan x}, right for arguments of any size. */
    public static double tan(double x) {
        return Trigonometry.tan(x);
    }

    /** Returns the angle of the point {@code (x, y)}, in [−π, π]. */
    public static double atan2(double y, double x) {
        return Trigonometry.atan2(y, x);
    }

    /**
     * Returns {@code x^y}: 1 if {@code y = ±0} or {@code x = 1}, whatever the other is, and NaN for a negative x and a
     * y that is no whole number.
     */
    public static double pow(double x, double y) {
        return Power.pow(x, y);
    }

    /** {@code 2^n} for a whole number n in [−1022, 1023]. */
    private static double powerOfTwo(double n) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(n + ROUND) << FRACTION);
    }

    /** {@code e^x − 1} for {@code |x − n·ln 2| ≤ ½·ln 2} and {@code scale = 2^n}. */
    private static double expm1(double x, double n, double scale) {
        double high = fma(n, -LN2_HIGH, x);
        double low = n * -LN2_LOW;
        double r = high + low;
        double less = scale - 1;
        double sum = fma(r, scale, less);
        return sum + fma(expTail(r, high - r + low), scale, fma(r, scale, less - sum));
    }

    /** {@code e^r − 1 − r + more}. */
    private static double expTail(double r, double more) {
        double square = r * r;
        double even = fma(fma(fma(fma(EXP10, square, EXP8), square, EXP6), square, EXP4), square, EXP2);
        double odd = fma(fma(fma(fma(EXP11, square, EXP9), square, EXP7), square, EXP5), square, EXP3);
        return fma(fma(odd, r, even), square, more);
    }

    /** {@code top/(a + b)}, the rounding errors of quotient and sum made good in a second step. */
    private static double ratio(double top, double a, double b) {
        double sum = a + b;
        double inverse = 1 / sum;
        double y = top * inverse;
        double rest = fma(-y, sum, top) - y * (a - (sum - b));
        return fma(rest, inverse, y);
    }

    /** {@code n·ln 2 + ln(1 + f)} for f in [−0.25, 0.5]: {@code ln(1 + f) = f − (h − s·(h + R))}, {@code h = f²/2}. */
    private static double logOf(double f, double n) {
        double s = f / (2 + f);
        double z = s * s;
        double p = fma(LOG7, z, LOG6);
        p = fma(p, z, LOG5);
        p = fma(p, z, LOG4);
        p = fma(p, z, LOG3);
        p = fma(p, z, LOG2);
        p = fma(p, z, LOG1);
        p = fma(p, z, LOG0);
        double h = 0.5 * f * f;
        return fma(n, LN2_HIGH, f - (h - fma(s, fma(p, z, h), n * LN2_LOW)));
    }

    /** {@code ln x} where x is not positive and finite. */
    private static double logOfSpecial(double x) {
        return x == 0 ? Double.NEGATIVE_INFINITY : x > 0 ? x : Double.NaN;
    }

    /** {@code x + x·P(x²)}, for x in [0, 1]. */
    private static double erfNearZero(double x) {
        double z = x * x;
        double square = z * z;
        double even = fma(ERF12, square, ERF10);
        even = fma(even, square, ERF8);
        even = fma(even, square, ERF6);
        even = fma(even, square, ERF4);
        even = fma(even, square, ERF2);
        even = fma(even, square, ERF0);
        double odd = fma(ERF11, square, ERF9);
        odd = fma(odd, square, ERF7);
        odd = fma(odd, square, ERF5);
        odd = fma(odd, square, ERF3);
        odd = fma(odd, square, ERF1);
        return fma(fma(odd, z, even), x, x);
    }

    /**
     * {@code 1 − e^P(x)}, where P is the logarithm of {@code 1 − erf x}, for x in [1, {@link DoubleTerms#ERF_HIGH}].
     */
    private static double erfFar(double x) {
        double t = x - ERFC_CENTRE;
        double square = t * t;
        double even = fma(ERFC16, square, ERFC14);
        even = fma(even, square, ERFC12);
        even = fma(even, square, ERFC10);
        even = fma(even, square, ERFC8);
        even = fma(even, square, ERFC6);
        even = fma(even, square, ERFC4);
        even = fma(even, square, ERFC2);
        even = fma(even, square, ERFC0);
        double odd = fma(ERFC17, square, ERFC15);
        odd = fma(odd, square, ERFC13);
        odd = fma(odd, square, ERFC11);
        odd = fma(odd, square, ERFC9);
        odd = fma(odd, square, ERFC7);
        odd = fma(odd, square, ERFC5);
        odd = fma(odd, square, ERFC3);
        odd = fma(odd, square, ERFC1);
        return 1 - exp(fma(odd, t, even));
    }
}

package dev.adjoint.kernel;

import static dev.adjoint.kernel.FloatTerms.*;
import static java.lang.Math.fma;

/**
 * Transcendental functions of {@code float}, the same bits on every machine, within 2 ulp of the exact result.
 *
 * <p>Plain IEEE arithmetic; {@code FloatLanes} evaluates the same expressions in vectors. Special values are those of
 * IEEE 754-2019, section 9.2; zeros keep their sign, subnormal numbers are full citizens. Functions that no vector loop
 * needs are those of {@link DoubleMath}, rounded. Methods: W. J. Cody and W. Waite, "Software Manual for the Elementary
 * Functions" (1980); J.-M. Muller, "Elementary Functions" (3rd ed., 2016).
 */
public final class FloatMath {
    private FloatMath() {}

    /** Returns {@code e^x}: {@code 2^n·e^r} with {@code x = n·ln 2 + r}. */
    public static float exp(float x) {
        float bounded = x < -104f ? -104f : x > 89f ? 89f : x;
        float n = fma(bounded, LOG2_E, ROUND) - ROUND;
        float half = fma(n, 0.5f, ROUND) - ROUND;
        return expOfRest(bounded, n) * powerOfTwo(half) * powerOfTwo(n - half);
    }

    /** Returns {@code e^x − 1}, exact near 0. */
    public static float expm1(float x) {
        float bounded = x < -18f ? -18f : x > 89f ? 89f : x;
        float n = fma(bounded, LOG2_E, ROUND) - ROUND;
        float shown = n > BIAS ? BIAS : n;
        return Math.copySign(expm1(bounded, n, powerOfTwo(shown)) * powerOfTwo(n - shown), x);
    }

    /** Returns {@code ln x}: −∞ at ±0, NaN below. */
    public static float log(float x) {
        boolean tiny = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(tiny ? x * UNIT : x);
        int exponent = (bits + CENTRE) >>> FRACTION;
        float f = Float.intBitsToFloat(bits - ((exponent - BIAS) << FRACTION)) - 1f;
        float y = logOf(f, exponent - (tiny ? BIAS + FRACTION : BIAS));
        return x > 0f && x < Float.POSITIVE_INFINITY ? y : logOfSpecial(x);
    }

    /** Returns {@code ln(1 + x)}, exact near 0: −∞ at −1, NaN below. */
    public static float log1p(float x) {
        int exponent = ((Float.floatToRawIntBits(1f + x) + CENTRE) >>> FRACTION) - BIAS;
        float scaled = Float.intBitsToFloat(Float.floatToRawIntBits(x) - (exponent << FRACTION));
        float fourth = Float.intBitsToFloat((BIAS + 2 - exponent) << FRACTION);
        float f = scaled + fma(0.25f, fourth, -1f);
        float y = Math.copySign(logOf(f, exponent), x);
        return x > -1f && x < Float.POSITIVE_INFINITY ? y : logOfSpecial(1f + x);
    }

    /** Returns {@code tanh x = e/(e + 2)} with {@code e = e^2x − 1}. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        float twice = 2f * (size > 10f ? 10f : size);
        float n = fma(twice, LOG2_E, ROUND) - ROUND;
        float e = expm1(twice, n, powerOfTwo(n));
        return Math.copySign(ratio(e, e, 2f), x);
    }

    /** Returns {@code 1/(1 + e^-x)}. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return ratio(x < 0f ? e : 1f, e, 1f);
    }

    /**
     * Returns the error function {@code 2/√π · ∫₀ˣ e^(−t²) dt}: monotonic, but for steps of an ulp where it nears ±1.
     */
    public static float erf(float x) {
        float size = Math.abs(x);
        float y = size < 1f ? erfNearZero(size) : erfFar(size > ERF_HIGH ? ERF_HIGH : size);
        return Math.copySign(y, x);
    }

    /** Returns {@code sin x}, right for arguments of any size. */
    public static float sin(float x) {
        return (float) DoubleMath.sin(x);
    }

    /** Returns {@code cos x}, right for arguments of any size. */
    public static float cos(float x) {
        return (float) DoubleMath.cos(x);
    }

    /** Returns {@code tan x}, right for arguments of any size. */
    public static float tan(float x) {
        return (float) DoubleMath.tan(x);
    }

    /** Returns the angle of the point {@code (x, y)}, in [−π, π]. */
    public static float atan2(float y, float x) {
        return (float) DoubleMath.atan2(y, x);
    }

    /** Returns {@code x^y}; see {@link DoubleMath#pow}. */
    public static float pow(float x, float y) {
        return (float) DoubleMath.pow(x, y);
    }

    /** {@code 2^n} for a whole number n in [−126, 127]. */
    private static float powerOfTwo(float n) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(n + ROUND) << FRACTION);
    }

    /** {@code e^r} for {@code r = x − n·ln 2}, |r| ≤ ½·ln 2. */
    private static float expOfRest(float x, float n) {
        float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, x));
        return 1f + expTail(r, r);
    }

    /** {@code e^x − 1} for {@code |x − n·ln 2| ≤ ½·ln 2} and {@code scale = 2^n}. */
    private static float expm1(float x, float n, float scale) {
        float high = fma(n, -LN2_HIGH, x);
        float low = n * -LN2_LOW;
        float r = high + low;
        float less = scale - 1f;
        float sum = fma(r, scale, less);
        return sum + fma(expTail(r, high - r + low), scale, fma(r, scale, less - sum));
    }

    /** {@code e^r − 1 − r + more}. */
    private static float expTail(float r, float more) {
        float p = fma(EXP6, r, EXP5);
        p = fma(p, r, EXP4);
        p = fma(p, r, EXP3);
        p = fma(p, r, EXP2);
        return fma(p, r * r, more);
    }

    /** {@code top/(a + b)}, the rounding errors of quotient and sum made good in a second step. */
    private static float ratio(float top, float a, float b) {
        float sum = a + b;
        float inverse = 1f / sum;
        float y = top * inverse;
        float rest = fma(-y, sum, top) - y * (a - (sum - b));
        return fma(rest, inverse, y);
    }

    /** {@code n·ln 2 + ln(1 + f)} for f in [−0.25, 0.5]. */
    private static float logOf(float f, float n) {
        float p = fma(LOG11, f, LOG10);
        p = fma(p, f, LOG9);
        p = fma(p, f, LOG8);
        p = fma(p, f, LOG7);
        p = fma(p, f, LOG6);
        p = fma(p, f, LOG5);
        p = fma(p, f, LOG4);
        p = fma(p, f, LOG3);
        p = fma(p, f, LOG2);
        return fma(n, LN2_HIGH, fma(n, LN2_LOW, fma(p, f * f, f)));
    }

    /** {@code ln x} where x is not positive and finite. */
    private static float logOfSpecial(float x) {
        return x == 0f ? Float.NEGATIVE_INFINITY : x > 0f ? x : Float.NaN;
    }

    private static float erfNearZero(float x) {
        float z = x * x;
        float p = fma(ERF6, z, ERF5);
        p = fma(p, z, ERF4);
        p = fma(p, z, ERF3);
        p = fma(p, z, ERF2);
        p = fma(p, z, ERF1);
        p = fma(p, z, ERF0);
        return fma(p, x, x);
    }

    private static float erfFar(float x) {
        float t = x - ERF_CENTRE;
        float p = fma(ERF_FAR12, t, ERF_FAR11);
        p = fma(p, t, ERF_FAR10);
        p = fma(p, t, ERF_FAR9);
        p = fma(p, t, ERF_FAR8);
        p = fma(p, t, ERF_FAR7);
        p = fma(p, t, ERF_FAR6);
        p = fma(p, t, ERF_FAR5);
        p = fma(p, t, ERF_FAR4);
        p = fma(p, t, ERF_FAR3);
        p = fma(p, t, ERF_FAR2);
        p = fma(p, t, ERF_FAR1);
        return fma(p, t, ERF_FAR0);
    }
}

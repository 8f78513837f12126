package dev.adjoint.kernel;

import static java.lang.Math.fma;

/**
 * An angle as a number of quarter turns and a rest: {@code x = quadrant·π/2 + high + low}, |high| ≤ π/4 or a little
 * more.
 *
 * @param quadrant the number of quarter turns; only the low two bits count
 * @param high the rest, rounded
 * @param low what the rounding left
 */
record QuarterTurns(int quadrant, double high, double low) {
    /** The least size that {@link #ofLarge} takes, the end of {@link #of}. */
    static final double LARGE = 0x1p30;

    private static final double ROUND = 0x1.8p52;
    private static final double TWO_OVER_PI = 0x1.45f306dc9c883p-1;
    private static final double HALF_PI_1 = 0x1.921fb54442d18p0;
    private static final double HALF_PI_2 = 0x1.1a62633145c07p-54;
    private static final double HALF_PI_3 = -0x1.f1976b7ed8fbcp-110;

    /** The bits of 2/π after 64 zeros. */
    private static final long[] TWO_OVER_PI_BITS = {
        0,
        0xa2f9836e4e441529L,
        0xfc2757d1f534ddc0L,
        0xdb6295993c439041L,
        0xfe5163abdebbc561L,
        0xb7246e3a424dd2e0L,
        0x06492eea09d1921cL,
        0xfe1deb1cb129a73eL,
        0xe88235f52ebb4484L,
        0xe99c7026b45f7e41L,
        0x3991d639835339f4L,
        0x9c845f8bbdf9283bL,
        0x1ff897ffde05980fL,
        0xef2f118b5a0a6d1fL,
        0x6d367ecf27cb09b7L,
        0x4f463f669e5fea2dL,
        0x7527bac7ebe5f17bL,
        0x3d0739f78a5292eaL,
        0x6bfb5fb11f8d5d08L,
        0x56033046fc7b6babL
    };

    /** Reduces {@code |x|} below {@link #LARGE}: {@code π/2} in three parts, the products by the first two exact. */
    static QuarterTurns of(double x) {
        double turns = fma(x, TWO_OVER_PI, ROUND);
        double n = turns - ROUND;
        double p1 = n * HALF_PI_1;
        double e1 = fma(n, HALF_PI_1, -p1);
        double p2 = n * HALF_PI_2;
        double e2 = fma(n, HALF_PI_2, -p2);
        double a = x - p1;
        double s = a - e1;
        double sLow = lowOfDifference(a, e1, s);
        double t = s - p2;
        double tLow = lowOfDifference(s, p2, t);
        double rest = fma(n, -HALF_PI_3, sLow + tLow - e2);
        double high = t + rest;
        return new QuarterTurns((int) Double.doubleToRawLongBits(turns), high, t - high + rest);
    }

    /** The rounding error of {@code difference = a − b} (D. E. Knuth's exact sum). */
    private static double lowOfDifference(double a, double b, double difference) {
        double back = difference - a;
        return a - (difference - back) - (b + back);
    }

    /**
     * Reduces |x| ≥ {@link #LARGE}; NaN for infinities and NaN.
     *
     * <p>With {@code x = m·2^e}, the bits of {@code 2/π} that make multiples of four turns of {@code m·2^e·2/π} are
     * left out; of the product with the next 192 bits only the low 192 are wanted: two of quarter turns, 190 of a
     * fraction. Source: M. H. Payne and R. N. Hanek, "Radian reduction for trigonometric functions", SIGNUM 18 (1983).
     */
    static QuarterTurns ofLarge(double x) {
        if (!(Math.abs(x) < Double.POSITIVE_INFINITY)) {
            return new QuarterTurns(0, Double.NaN, Double.NaN);
        }
        long m = Double.doubleToRawLongBits(x) & 0x000fffffffffffffL | 0x0010000000000000L;
        int skip = Math.getExponent(x) - 52 - 2 + 64;
        long w0 = bits(skip);
        long w1 = bits(skip + 64);
        long w2 = bits(skip + 128);
        long low = m * w2;
        long middle = m * w1;
        long carry = multiplyHigh(m, w2);
        middle += carry;
        long high = m * w0 + multiplyHigh(m, w1) + (Long.compareUnsigned(middle, carry) < 0 ? 1 : 0);
        // Two bits of quarter turns; the rest, read as a signed number, is a fraction in [−½, ½).
        int quadrant = (int) (high >>> 62) + (int) (high >>> 61 & 1);
        long f0 = high << 2 | middle >>> 62;
        long f1 = middle << 2 | low >>> 62;
        return x > 0 ? quarter(quadrant, f0, f1, 1) : quarter(-quadrant, f0, f1, -1);
    }

    private static QuarterTurns quarter(int quadrant, long f0, long f1, double sign) {
        double first = (f0 >> 32) * 0x1p-32;
        double second = (f0 & 0xffffffffL) * 0x1p-64;
        double third = (f1 >>> 32) * 0x1p-96;
        double fourth = (f1 & 0xffffffffL) * 0x1p-128;
        double sum = first + second;
        double rest = first - sum + second + (third + fourth);
        double high = sum + rest;
        double low = sum - high + rest;
        double product = high * HALF_PI_1;
        double error = fma(high, HALF_PI_1, -product) + fma(high, HALF_PI_2, low * HALF_PI_1);
        return new QuarterTurns(quadrant, sign * product, sign * error);
    }

    /** 64 bits of 2/π from bit {@code at} of the table on. */
    private static long bits(int at) {
        int word = at >> 6;
        int shift = at & 63;
        long first = TWO_OVER_PI_BITS[word] << shift;
        return shift == 0 ? first : first | TWO_OVER_PI_BITS[word + 1] >>> 64 - shift;
    }

    /** The high 64 bits of the product of a positive and an unsigned number. */
    private static long multiplyHigh(long positive, long unsigned) {
        return Math.multiplyHigh(positive, unsigned) + (unsigned < 0 ? positive : 0);
    }
}

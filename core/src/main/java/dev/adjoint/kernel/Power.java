package dev.adjoint.kernel;

import static java.lang.Math.fma;

/**
 * {@code x^y = e^(y·ln x)} of {@code double}, the logarithm as a sum of two numbers with about 65 bits.
 *
 * <p>Special values are those of C99, annex F.9.4.4, and of IEEE 754-2019, section 9.2.1.
 */
final class Power {
    // ((2·artanh(s) − 2s)/s³ − 2/3)/s² in powers of s² on |s| ≤ 0.2.
    private static final double POW0 = 0x1.999999999998fp-2;
    private static final double POW1 = 0x1.2492492494786p-2;
    private static final double POW2 = 0x1.c71c71c25b91dp-3;
    private static final double POW3 = 0x1.745d19c26f08bp-3;
    private static final double POW4 = 0x1.3b12f9c097163p-3;
    private static final double POW5 = 0x1.112fbd98abc1fp-3;
    private static final double POW6 = 0x1.dbf9e3f293033p-4;
    private static final double POW7 = 0x1.fc215ae2b6af7p-4;

    private static final double TWO_THIRDS = 0x1.5555555555555p-1;
    private static final double TWO_THIRDS_LOW = 0x1.5555555555555p-55;

    private Power() {}

    static double pow(double x, double y) {
        if (y == 0 || x == 1) {
            return 1;
        }
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double size = Math.abs(x);
        boolean whole = Math.rint(y) == y;
        if (x < 0 && !whole && size < Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double sign = Math.copySign(1, x) < 0 && isOdd(y) ? -1 : 1;
        if (size == 0 || size == Double.POSITIVE_INFINITY) {
            return sign * (size == 0 == y > 0 ? 0 : Double.POSITIVE_INFINITY);
        }
        if (Math.abs(y) == Double.POSITIVE_INFINITY) {
            return size == 1 ? 1 : size > 1 == y > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return sign * positive(size, y);
    }

    private static boolean isOdd(double y) {
        return Math.abs(y) < 0x1p53 && Math.rint(y) == y && ((long) y & 1) == 1;
    }

    /** {@code x^y} for finite x > 0 and finite y. */
    private static double positive(double x, double y) {
        boolean tiny = x < Double.MIN_NORMAL;
        long bits = Double.doubleToRawLongBits(tiny ? x * 0x1p52 : x);
        long exponent = ((bits + 0x0008000000000000L) >>> 52) - 1023;
        double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1;
        double n = exponent - (tiny ? 52 : 0);

        // s = f/(2 + f), each value as high + low from here on.
        double d = 2 + f;
        double s = f / d;
        double sLow = (fma(-s, d, f) - s * (f - (d - 2))) / d;
        double z = s * s;
        double zLow = fma(s, s, -z) + 2 * s * sLow;

        // ln(1 + f) = 2s + s·z·(2/3 + z·P(z))
        double p = fma(POW7, z, POW6);
        p = fma(p, z, POW5);
        p = fma(p, z, POW4);
        p = fma(p, z, POW3);
        p = fma(p, z, POW2);
        p = fma(p, z, POW1);
        p = fma(p, z, POW0) * z;
        double c = TWO_THIRDS + p;
        double cLow = TWO_THIRDS - c + p + TWO_THIRDS_LOW;
        double t = z * c;
        double tLow = fma(z, c, -t) + fma(z, cLow, zLow * c);
        double u = s * t;
        double uLow = fma(s, t, -u) + fma(s, tLow, sLow * t);
        double log = 2 * s + u;
        double logLow = 2 * s - log + u + (2 * sLow + uLow);

        double power = n * DoubleTerms.LN2_HIGH;
        double sum = power + log;
        double sumLow = power - sum + log + fma(n, DoubleTerms.LN2_LOW, logLow);
        double high = sum + sumLow;
        double low = sum - high + sumLow;

        double product = y * high;
        if (Math.abs(product) > 800) {
            return product > 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return DoubleMath.exp(product, fma(y, high, -product) + y * low);
    }
}

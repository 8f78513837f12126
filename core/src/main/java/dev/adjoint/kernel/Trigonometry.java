package dev.adjoint.kernel;

import static java.lang.Math.fma;

/**
 * Sine, cosine, tangent and angle of {@code double}, right for arguments of any size.
 *
 * <p>The argument is first brought to [−π/4, π/4] by {@link QuarterTurns}; polynomials with the least largest error
 * (Remez exchange) do the rest, with the low part of the argument in first order as in FDLIBM (K. C. Ng, Sun
 * Microsystems, 1993).
 */
final class Trigonometry {
    private static final double HALF_PI = 0x1.921fb54442d18p0;
    private static final double HALF_PI_LOW = 0x1.1a62633145c07p-54;

    // (sin r − r)/r³ in powers of r² on |r| ≤ π/4.
    private static final double SIN0 = -0x1.5555555555555p-3;
    private static final double SIN1 = 0x1.111111111110bp-7;
    private static final double SIN2 = -0x1.a01a01a018ad4p-13;
    private static final double SIN3 = 0x1.71de3a53380cap-19;
    private static final double SIN4 = -0x1.ae6452965432ep-26;
    private static final double SIN5 = 0x1.612091669858p-33;
    private static final double SIN6 = -0x1.aaa4992d6596cp-41;

    // (cos r − 1 + r²/2)/r⁴ in powers of r² on |r| ≤ π/4.
    private static final double COS0 = 0x1.5555555555555p-5;
    private static final double COS1 = -0x1.6c16c16c16c1p-10;
    private static final double COS2 = 0x1.a01a01a018ddbp-16;
    private static final double COS3 = -0x1.27e4fb75fc6d5p-22;
    private static final double COS4 = 0x1.1eed8ca2726eep-29;
    private static final double COS5 = -0x1.939336d3aa8c7p-37;
    private static final double COS6 = 0x1.aac50301a3e7fp-45;

    // (arctan t − t)/t³ in powers of t² on |t| ≤ √2 − 1.
    private static final double ATAN0 = -0x1.5555555555555p-2;
    private static final double ATAN1 = 0x1.9999999999972p-3;
    private static final double ATAN2 = -0x1.2492492490aebp-3;
    private static final double ATAN3 = 0x1.c71c71c613d85p-4;
    private static final double ATAN4 = -0x1.745d171382108p-4;
    private static final double ATAN5 = 0x1.3b13ab1375ca8p-4;
    private static final double ATAN6 = -0x1.11108e86a8167p-4;
    private static final double ATAN7 = 0x1.e1d2ca2a6cb09p-5;
    private static final double ATAN8 = -0x1.ae8a4a4ce03a3p-5;
    private static final double ATAN9 = 0x1.81818306cec6ap-5;
    private static final double ATAN10 = -0x1.4c458dfac7cd6p-5;
    private static final double ATAN11 = 0x1.e57632c86fb41p-6;
    private static final double ATAN12 = -0x1.a9df03c4ff271p-7;

    private static final double TAN_EIGHTH_TURN = 0x1.a827999fcef32p-2;

    /** Below this, {@code sin x} and {@code tan x} round to x. */
    private static final double TINY = 0x1p-28;

    private Trigonometry() {}

    static double sin(double x) {
        if (Math.abs(x) < TINY) {
            return x;
        }
        if (Math.abs(x) < QuarterTurns.LARGE) {
            QuarterTurns angle = QuarterTurns.of(x);
            return wave(angle.quadrant(), angle.high(), angle.low());
        }
        QuarterTurns angle = QuarterTurns.ofLarge(x);
        return wave(angle.quadrant(), angle.high(), angle.low());
    }

    static double cos(double x) {
        if (Math.abs(x) < QuarterTurns.LARGE) {
            QuarterTurns angle = QuarterTurns.of(x);
            return wave(angle.quadrant() + 1, angle.high(), angle.low());
        }
        QuarterTurns angle = QuarterTurns.ofLarge(x);
        return wave(angle.quadrant() + 1, angle.high(), angle.low());
    }

    static double tan(double x) {
        if (Math.abs(x) < TINY) {
            return x;
        }
        QuarterTurns angle = Math.abs(x) < QuarterTurns.LARGE ? QuarterTurns.of(x) : QuarterTurns.ofLarge(x);
        double r = angle.high();
        double low = angle.low();
        double half = 0.5 * r * r;
        return (angle.quadrant() & 1) == 0
                ? quotient(r, sineTail(r, low), 1 - half, cosineTail(r, low))
                : -quotient(1 - half, cosineTail(r, low), r, sineTail(r, low));
    }

    /** {@code (a + aLow)/(b + bLow)}, rounding errors made good. */
    private static double quotient(double a, double aLow, double b, double bLow) {
        double top = a + aLow;
        double bottom = b + bLow;
        double y = top / bottom;
        double rest = fma(-y, bottom, top) + (a - top + aLow) - y * (b - bottom + bLow);
        return y + rest / bottom;
    }

    /** {@code sin(quadrant·π/2 + high + low)}. */
    private static double wave(int quadrant, double high, double low) {
        double y = (quadrant & 1) == 0 ? high + sineTail(high, low) : 1 - 0.5 * high * high + cosineTail(high, low);
        return (quadrant & 2) == 0 ? y : -y;
    }

    /** {@code sin(r + low) − r}. */
    private static double sineTail(double r, double low) {
        double z = r * r;
        double p = fma(SIN6, z, SIN5);
        p = fma(p, z, SIN4);
        p = fma(p, z, SIN3);
        p = fma(p, z, SIN2);
        p = fma(p, z, SIN1);
        p = fma(p, z, SIN0);
        return fma(r * z, p, fma(-0.5 * z, low, low));
    }

    /** {@code cos(r + low) − (1 − ½r²)}, where the difference in brackets is the rounded one. */
    private static double cosineTail(double r, double low) {
        double z = r * r;
        double p = fma(COS6, z, COS5);
        p = fma(p, z, COS4);
        p = fma(p, z, COS3);
        p = fma(p, z, COS2);
        p = fma(p, z, COS1);
        p = fma(p, z, COS0);
        double half = 0.5 * r * r;
        return 1 - (1 - half) - half + fma(z * z, p, -r * low);
    }

    static double atan2(double y, double x) {
        if (Double.isNaN(x) || Double.isNaN(y)) {
            return Double.NaN;
        }
        double across = Math.abs(x);
        double up = Math.abs(y);
        double large = Math.max(across, up);
        double small = Math.min(across, up);
        double angle;
        if (large == 0 || large == Double.POSITIVE_INFINITY) {
            angle = large > small || large == 0 ? 0 : HALF_PI / 2;
        } else {
            angle = atanOfRatio(small, large);
        }
        if (up > across) {
            angle = HALF_PI - (angle - HALF_PI_LOW);
        }
        if (Math.copySign(1, x) < 0) {
            angle = Math.PI - (angle - 2 * HALF_PI_LOW);
        }
        return Math.copySign(angle, y);
    }

    /**
     * {@code arctan(small/large)}, by {@code arctan t = π/4 + arctan((t − 1)/(t + 1))} in the upper part. What rounding
     * takes from each intermediate value goes into the low part.
     */
    private static double atanOfRatio(double small, double large) {
        double t = small / large;
        double tLow = fma(-t, large, small) / large;
        if (t <= TAN_EIGHTH_TURN) {
            return atan(t, fma(-t * t, tLow, tLow));
        }
        double top = t - 1;
        double topLow = t - (top + 1) + tLow;
        double bottom = t + 1;
        double bottomLow = t - (bottom - 1) + tLow;
        double u = top / bottom;
        double uLow = (fma(-u, bottom, top) + topLow - u * bottomLow) / bottom;
        return HALF_PI / 2 + atan(u, fma(-u * u, uLow, uLow) + HALF_PI_LOW / 2);
    }

    /** {@code arctan t + low} for |t| ≤ √2 − 1. */
    private static double atan(double t, double low) {
        double z = t * t;
        double p = fma(ATAN12, z, ATAN11);
        p = fma(p, z, ATAN10);
        p = fma(p, z, ATAN9);
        p = fma(p, z, ATAN8);
        p = fma(p, z, ATAN7);
        p = fma(p, z, ATAN6);
        p = fma(p, z, ATAN5);
        p = fma(p, z, ATAN4);
        p = fma(p, z, ATAN3);
        p = fma(p, z, ATAN2);
        p = fma(p, z, ATAN1);
        p = fma(p, z, ATAN0);
        return t + fma(t * z, p, low);
    }
}

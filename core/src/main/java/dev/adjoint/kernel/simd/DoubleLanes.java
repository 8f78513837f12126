package dev.adjoint.kernel.simd;

import static dev.adjoint.kernel.DoubleTerms.*;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of {@link dev.adjoint.kernel.DoubleMath} on vectors of the preferred width: in each lane the same
 * expressions, with both sides of a choice computed and blended, so the same bits.
 *
 * <p>Where the graph of a loop grows past a limit, HotSpot inlines the methods of the Vector API alone. Others are then
 * called, and a vector that is passed in a box costs 20 to 100 times the arithmetic. So in long functions helpers are
 * called early or written out, and no step is taken that could be left out. Constants are numbers: as vectors they
 * would be read from the heap in each round, and with 512 bits a loop then takes up to twice as long.
 */
final class DoubleLanes {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final long SIGN = bits(-0.0);
    private static final long EXPONENT_FIELD = bits(Double.POSITIVE_INFINITY);
    private static final long FRACTION_FIELD = ~(EXPONENT_FIELD | SIGN);
    private static final long BITS_OF_THREE_QUARTERS = bits(0.75);
    private static final long BITS_OF_ONE = bits(1);
    private static final long BITS_OF_FOUR = bits(4);
    private static final long BITS_OF_UNIT = bits(UNIT);

    private DoubleLanes() {}

    static DoubleVector exp(DoubleVector x) {
        DoubleVector bounded = atLeast(atMost(x, 710), -746);
        DoubleVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        DoubleVector biasedHalf = n.fma(0.5, ROUND);
        DoubleVector half = biasedHalf.sub(ROUND);
        return expOfRest(bounded, n)
                .mul(powerOfTwo(biasedHalf))
                .mul(powerOfTwo(n.sub(half).add(ROUND)));
    }

    /** {@link #exp} where x is at most 0 or NaN: the power of two needs no parting in halves. */
    static DoubleVector expOfNegative(DoubleVector x) {
        DoubleVector bounded = atLeast(x, -746);
        DoubleVector biased = bounded.fma(LOG2_E, ROUND_UP);
        DoubleVector power = powerOfTwo(biased);
        return expOfRest(bounded, biased.sub(ROUND_UP)).mul(power).mul(DOWN);
    }

    static DoubleVector expm1(DoubleVector x) {
        DoubleVector bounded = atLeast(atMost(x, 710), -40);
        DoubleVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        DoubleVector shown = atMost(n, BIAS);
        DoubleVector rest = powerOfTwo(n.sub(shown).add(ROUND));
        LongVector sign = signOf(x);
        DoubleVector y = expm1(bounded, n, powerOfTwo(shown.add(ROUND))).mul(rest);
        return y.reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    /** {@code e^x − 1} where {@code scale = 2^n} and {@code x − n·ln 2} is small. */
    private static DoubleVector expm1(DoubleVector x, DoubleVector n, DoubleVector scale) {
        DoubleVector high = n.lanewise(FMA, -LN2_HIGH, x);
        DoubleVector low = n.mul(-LN2_LOW);
        DoubleVector r = high.add(low);
        DoubleVector less = scale.sub(1);
        DoubleVector sum = r.fma(scale, less);
        return sum.add(expTail(r, high.sub(r).add(low)).fma(scale, r.fma(scale, less.sub(sum))));
    }

    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> tiny = x.compare(LT, Double.MIN_NORMAL);
        LongVector bits = x.blend(x.mul(UNIT), tiny).reinterpretAsLongs().add(CENTRE);
        DoubleVector m = bits.and(FRACTION_FIELD).add(BITS_OF_THREE_QUARTERS).reinterpretAsDoubles();
        DoubleVector n =
                withUnit(bits).sub(DoubleVector.broadcast(SPECIES, UNIT + BIAS).blend(UNIT + BIAS + FRACTION, tiny));
        DoubleVector special = logOfNonPositive(x);
        DoubleVector y = logOf(m.sub(1), n);
        return special.blend(y.blend(x, x.compare(EQ, Double.POSITIVE_INFINITY)), x.compare(GT, 0.0));
    }

    static DoubleVector log1p(DoubleVector x) {
        DoubleVector sum = x.add(1);
        LongVector bits = sum.reinterpretAsLongs().add(CENTRE);
        LongVector shift =
                LongVector.broadcast(LongVector.SPECIES_PREFERRED, BITS_OF_ONE).sub(bits.and(EXPONENT_FIELD));
        DoubleVector scaled = x.reinterpretAsLongs().add(shift).reinterpretAsDoubles();
        DoubleVector fourth = shift.add(BITS_OF_FOUR).reinterpretAsDoubles();
        DoubleVector f = scaled.add(fourth.fma(0.25, -1));
        LongVector sign = signOf(x);
        DoubleVector special = logOfNonPositive(sum);
        DoubleVector y = logOf(f, withUnit(bits).sub(UNIT + BIAS))
                .reinterpretAsLongs()
                .or(sign)
                .reinterpretAsDoubles();
        return special.blend(y.blend(sum, sum.compare(EQ, Double.POSITIVE_INFINITY)), sum.compare(GT, 0.0));
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector size = atMost(x.abs(), 20).mul(2);
        DoubleVector biased = size.fma(LOG2_E, ROUND);
        LongVector sign = signOf(x);
        DoubleVector e = expm1(size, biased.sub(ROUND), powerOfTwo(biased));
        return ratio(e, e, 2).reinterpretAsLongs().or(sign).reinterpretAsDoubles();
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = expOfNegative(x.abs().neg());
        return ratio(DoubleVector.broadcast(SPECIES, 1.0).blend(e, x.compare(LT, 0.0)), e, 1);
    }

    static DoubleVector erf(DoubleVector x) {
        DoubleVector size = x.abs();
        LongVector sign = signOf(x);
        DoubleVector far = erfFar(atMost(size, ERF_HIGH));
        DoubleVector z = x.mul(x);
        DoubleVector square = z.mul(z);
        DoubleVector even = square.fma(ERF12, ERF10);
        even = even.lanewise(FMA, square, ERF8);
        even = even.lanewise(FMA, square, ERF6);
        even = even.lanewise(FMA, square, ERF4);
        even = even.lanewise(FMA, square, ERF2);
        even = even.lanewise(FMA, square, ERF0);
        DoubleVector odd = square.fma(ERF11, ERF9);
        odd = odd.lanewise(FMA, square, ERF7);
        odd = odd.lanewise(FMA, square, ERF5);
        odd = odd.lanewise(FMA, square, ERF3);
        odd = odd.lanewise(FMA, square, ERF1);
        DoubleVector near = odd.fma(z, even).fma(x, x);
        return far.reinterpretAsLongs().or(sign).reinterpretAsDoubles().blend(near, size.compare(LT, 1.0));
    }

    /** The smaller of both, NaN if x is; {@code min} would take three times the steps, to tell 0 from −0. */
    private static DoubleVector atMost(DoubleVector x, double bound) {
        return x.blend(bound, x.compare(GT, bound));
    }

    /** The larger of both, NaN if x is. */
    private static DoubleVector atLeast(DoubleVector x, double bound) {
        return x.blend(bound, x.compare(LT, bound));
    }

    /** {@code 2^n}, from {@code n + ROUND}. */
    private static DoubleVector powerOfTwo(DoubleVector biased) {
        return biased.reinterpretAsLongs().lanewise(LSHL, FRACTION).reinterpretAsDoubles();
    }

    /** The exponent field as a number, plus {@code UNIT}. */
    private static DoubleVector withUnit(LongVector bits) {
        return bits.lanewise(LSHR, FRACTION).or(BITS_OF_UNIT).reinterpretAsDoubles();
    }

    /** The sign as a bit, to be given to a number that has none, or has it already. */
    private static LongVector signOf(DoubleVector x) {
        return x.reinterpretAsLongs().and(SIGN);
    }

    /** {@code e^(x − n·ln 2)} where that is near 1; {@link #expTail} written out, as it comes late. */
    private static DoubleVector expOfRest(DoubleVector x, DoubleVector n) {
        DoubleVector r = n.lanewise(FMA, -LN2_LOW, n.lanewise(FMA, -LN2_HIGH, x));
        DoubleVector square = r.mul(r);
        DoubleVector even = square.fma(EXP10, EXP8)
                .lanewise(FMA, square, EXP6)
                .lanewise(FMA, square, EXP4)
                .lanewise(FMA, square, EXP2);
        DoubleVector odd = square.fma(EXP11, EXP9)
                .lanewise(FMA, square, EXP7)
                .lanewise(FMA, square, EXP5)
                .lanewise(FMA, square, EXP3);
        return odd.fma(r, even).fma(square, r).add(1);
    }

    private static DoubleVector expTail(DoubleVector r, DoubleVector more) {
        DoubleVector square = r.mul(r);
        DoubleVector even = square.fma(EXP10, EXP8)
                .lanewise(FMA, square, EXP6)
                .lanewise(FMA, square, EXP4)
                .lanewise(FMA, square, EXP2);
        DoubleVector odd = square.fma(EXP11, EXP9)
                .lanewise(FMA, square, EXP7)
                .lanewise(FMA, square, EXP5)
                .lanewise(FMA, square, EXP3);
        return odd.fma(r, even).fma(square, more);
    }

    private static DoubleVector ratio(DoubleVector top, DoubleVector a, double b) {
        DoubleVector sum = a.add(b);
        DoubleVector inverse = DoubleVector.broadcast(SPECIES, 1.0).div(sum);
        DoubleVector y = top.mul(inverse);
        DoubleVector rest = y.neg().fma(sum, top).sub(y.mul(a.sub(sum.sub(b))));
        return rest.fma(inverse, y);
    }

    private static DoubleVector logOf(DoubleVector f, DoubleVector n) {
        DoubleVector s = f.div(f.add(2));
        DoubleVector z = s.mul(s);
        DoubleVector p = z.fma(LOG7, LOG6);
        p = p.lanewise(FMA, z, LOG5);
        p = p.lanewise(FMA, z, LOG4);
        p = p.lanewise(FMA, z, LOG3);
        p = p.lanewise(FMA, z, LOG2);
        p = p.lanewise(FMA, z, LOG1);
        p = p.lanewise(FMA, z, LOG0);
        DoubleVector h = f.mul(0.5).mul(f);
        DoubleVector rest = h.sub(s.fma(p.fma(z, h), n.mul(LN2_LOW)));
        return n.lanewise(FMA, LN2_HIGH, f.sub(rest));
    }

    /** The logarithm of a number that is not positive. */
    private static DoubleVector logOfNonPositive(DoubleVector x) {
        return DoubleVector.broadcast(SPECIES, Double.NaN).blend(Double.NEGATIVE_INFINITY, x.compare(EQ, 0.0));
    }

    private static DoubleVector erfFar(DoubleVector x) {
        DoubleVector t = x.sub(ERFC_CENTRE);
        DoubleVector square = t.mul(t);
        DoubleVector even = square.fma(ERFC16, ERFC14);
        even = even.lanewise(FMA, square, ERFC12);
        even = even.lanewise(FMA, square, ERFC10);
        even = even.lanewise(FMA, square, ERFC8);
        even = even.lanewise(FMA, square, ERFC6);
        even = even.lanewise(FMA, square, ERFC4);
        even = even.lanewise(FMA, square, ERFC2);
        even = even.lanewise(FMA, square, ERFC0);
        DoubleVector odd = square.fma(ERFC17, ERFC15);
        odd = odd.lanewise(FMA, square, ERFC13);
        odd = odd.lanewise(FMA, square, ERFC11);
        odd = odd.lanewise(FMA, square, ERFC9);
        odd = odd.lanewise(FMA, square, ERFC7);
        odd = odd.lanewise(FMA, square, ERFC5);
        odd = odd.lanewise(FMA, square, ERFC3);
        odd = odd.lanewise(FMA, square, ERFC1);
        DoubleVector log = odd.fma(t, even);
        DoubleVector biased = log.fma(LOG2_E, ROUND);
        DoubleVector power = powerOfTwo(biased);
        return DoubleVector.broadcast(SPECIES, 1.0)
                .sub(expOfRest(log, biased.sub(ROUND)).mul(power));
    }

    private static long bits(double value) {
        return Double.doubleToRawLongBits(value);
    }
}

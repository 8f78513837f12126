package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleTerms;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of {@link dev.adjoint.kernel.DoubleMath} on vectors of the preferred width: in each lane the same
 * expressions, with both sides of a choice computed and blended, so the same bits.
 *
 * <p>HotSpot gives up inlining in a loop whose graph grows past a limit, and each vector that is then passed in a box
 * costs 100 times the arithmetic. So constants are vectors that exist already, and no step is taken that could be left
 * out.
 */
final class DoubleLanes {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;

    private static final DoubleVector ZERO = all(0);
    private static final DoubleVector ONE = all(1);
    private static final DoubleVector MINUS_ONE = all(-1);
    private static final DoubleVector TWO = all(2);
    private static final DoubleVector HALF = all(0.5);
    private static final DoubleVector QUARTER = all(0.25);
    private static final DoubleVector NAN = all(Double.NaN);
    private static final DoubleVector INFINITY = all(Double.POSITIVE_INFINITY);
    private static final DoubleVector MINUS_INFINITY = all(Double.NEGATIVE_INFINITY);
    private static final DoubleVector MIN_NORMAL = all(Double.MIN_NORMAL);

    private static final DoubleVector ROUND = all(DoubleTerms.ROUND);
    private static final DoubleVector ROUND_UP = all(DoubleTerms.ROUND_UP);
    private static final DoubleVector DOWN = all(DoubleTerms.DOWN);
    private static final DoubleVector LOG2_E = all(DoubleTerms.LOG2_E);
    private static final DoubleVector LN2_HIGH = all(DoubleTerms.LN2_HIGH);
    private static final DoubleVector LN2_LOW = all(DoubleTerms.LN2_LOW);
    private static final DoubleVector MINUS_LN2_HIGH = all(-DoubleTerms.LN2_HIGH);
    private static final DoubleVector MINUS_LN2_LOW = all(-DoubleTerms.LN2_LOW);
    private static final DoubleVector UNIT = all(DoubleTerms.UNIT);
    private static final DoubleVector UNIT_AND_BIAS = all(DoubleTerms.UNIT + DoubleTerms.BIAS);
    private static final DoubleVector UNIT_AND_TINY_BIAS =
            all(DoubleTerms.UNIT + DoubleTerms.BIAS + DoubleTerms.FRACTION);

    private static final DoubleVector EXP_LOW = all(-746);
    private static final DoubleVector EXPM1_LOW = all(-40);
    private static final DoubleVector EXP_HIGH = all(710);
    private static final DoubleVector LAST_POWER = all(DoubleTerms.BIAS);
    private static final DoubleVector TANH_HIGH = all(20);

    private static final LongVector SIGN = bits(-0.0);
    private static final LongVector CENTRE = LongVector.broadcast(LongVector.SPECIES_PREFERRED, DoubleTerms.CENTRE);
    private static final LongVector EXPONENT_FIELD = bits(Double.POSITIVE_INFINITY);
    private static final LongVector FRACTION_FIELD = EXPONENT_FIELD.or(SIGN).not();
    private static final LongVector BITS_OF_THREE_QUARTERS = bits(0.75);
    private static final LongVector BITS_OF_ONE = bits(1);
    private static final LongVector BITS_OF_FOUR = bits(4);
    private static final LongVector BITS_OF_UNIT = bits(DoubleTerms.UNIT);

    private static final DoubleVector EXP2 = all(DoubleTerms.EXP2);
    private static final DoubleVector EXP3 = all(DoubleTerms.EXP3);
    private static final DoubleVector EXP4 = all(DoubleTerms.EXP4);
    private static final DoubleVector EXP5 = all(DoubleTerms.EXP5);
    private static final DoubleVector EXP6 = all(DoubleTerms.EXP6);
    private static final DoubleVector EXP7 = all(DoubleTerms.EXP7);
    private static final DoubleVector EXP8 = all(DoubleTerms.EXP8);
    private static final DoubleVector EXP9 = all(DoubleTerms.EXP9);
    private static final DoubleVector EXP10 = all(DoubleTerms.EXP10);
    private static final DoubleVector EXP11 = all(DoubleTerms.EXP11);

    private static final DoubleVector LOG0 = all(DoubleTerms.LOG0);
    private static final DoubleVector LOG1 = all(DoubleTerms.LOG1);
    private static final DoubleVector LOG2 = all(DoubleTerms.LOG2);
    private static final DoubleVector LOG3 = all(DoubleTerms.LOG3);
    private static final DoubleVector LOG4 = all(DoubleTerms.LOG4);
    private static final DoubleVector LOG5 = all(DoubleTerms.LOG5);
    private static final DoubleVector LOG6 = all(DoubleTerms.LOG6);
    private static final DoubleVector LOG7 = all(DoubleTerms.LOG7);

    private static final DoubleVector ERF_HIGH = all(DoubleTerms.ERF_HIGH);
    private static final DoubleVector ERFC_CENTRE = all(DoubleTerms.ERFC_CENTRE);

    private static final DoubleVector ERF0 = all(DoubleTerms.ERF0);
    private static final DoubleVector ERF1 = all(DoubleTerms.ERF1);
    private static final DoubleVector ERF2 = all(DoubleTerms.ERF2);
    private static final DoubleVector ERF3 = all(DoubleTerms.ERF3);
    private static final DoubleVector ERF4 = all(DoubleTerms.ERF4);
    private static final DoubleVector ERF5 = all(DoubleTerms.ERF5);
    private static final DoubleVector ERF6 = all(DoubleTerms.ERF6);
    private static final DoubleVector ERF7 = all(DoubleTerms.ERF7);
    private static final DoubleVector ERF8 = all(DoubleTerms.ERF8);
    private static final DoubleVector ERF9 = all(DoubleTerms.ERF9);
    private static final DoubleVector ERF10 = all(DoubleTerms.ERF10);
    private static final DoubleVector ERF11 = all(DoubleTerms.ERF11);
    private static final DoubleVector ERF12 = all(DoubleTerms.ERF12);

    private static final DoubleVector ERFC0 = all(DoubleTerms.ERFC0);
    private static final DoubleVector ERFC1 = all(DoubleTerms.ERFC1);
    private static final DoubleVector ERFC2 = all(DoubleTerms.ERFC2);
    private static final DoubleVector ERFC3 = all(DoubleTerms.ERFC3);
    private static final DoubleVector ERFC4 = all(DoubleTerms.ERFC4);
    private static final DoubleVector ERFC5 = all(DoubleTerms.ERFC5);
    private static final DoubleVector ERFC6 = all(DoubleTerms.ERFC6);
    private static final DoubleVector ERFC7 = all(DoubleTerms.ERFC7);
    private static final DoubleVector ERFC8 = all(DoubleTerms.ERFC8);
    private static final DoubleVector ERFC9 = all(DoubleTerms.ERFC9);
    private static final DoubleVector ERFC10 = all(DoubleTerms.ERFC10);
    private static final DoubleVector ERFC11 = all(DoubleTerms.ERFC11);
    private static final DoubleVector ERFC12 = all(DoubleTerms.ERFC12);
    private static final DoubleVector ERFC13 = all(DoubleTerms.ERFC13);
    private static final DoubleVector ERFC14 = all(DoubleTerms.ERFC14);
    private static final DoubleVector ERFC15 = all(DoubleTerms.ERFC15);
    private static final DoubleVector ERFC16 = all(DoubleTerms.ERFC16);
    private static final DoubleVector ERFC17 = all(DoubleTerms.ERFC17);

    private DoubleLanes() {}

    static DoubleVector exp(DoubleVector x) {
        DoubleVector bounded = atLeast(atMost(x, EXP_HIGH), EXP_LOW);
        DoubleVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        DoubleVector biasedHalf = n.fma(HALF, ROUND);
        DoubleVector half = biasedHalf.sub(ROUND);
        return expOfRest(bounded, n)
                .mul(powerOfTwo(biasedHalf))
                .mul(powerOfTwo(n.sub(half).add(ROUND)));
    }

    /** {@link #exp} where x is at most 0 or NaN: the power of two needs no parting in halves. */
    static DoubleVector expOfNegative(DoubleVector x) {
        DoubleVector bounded = atLeast(x, EXP_LOW);
        DoubleVector biased = bounded.fma(LOG2_E, ROUND_UP);
        return expOfRest(bounded, biased.sub(ROUND_UP)).mul(powerOfTwo(biased)).mul(DOWN);
    }

    static DoubleVector expm1(DoubleVector x) {
        DoubleVector bounded = atLeast(atMost(x, EXP_HIGH), EXPM1_LOW);
        DoubleVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        DoubleVector shown = atMost(n, LAST_POWER);
        return withSign(
                expm1(bounded, n, powerOfTwo(shown.add(ROUND)))
                        .mul(powerOfTwo(n.sub(shown).add(ROUND))),
                x);
    }

    /** {@code e^x − 1} where {@code scale = 2^n} and {@code x − n·ln 2} is small. */
    private static DoubleVector expm1(DoubleVector x, DoubleVector n, DoubleVector scale) {
        DoubleVector high = n.fma(MINUS_LN2_HIGH, x);
        DoubleVector low = n.mul(MINUS_LN2_LOW);
        DoubleVector r = high.add(low);
        DoubleVector less = scale.sub(ONE);
        DoubleVector sum = r.fma(scale, less);
        return sum.add(expTail(r, high.sub(r).add(low)).fma(scale, r.fma(scale, less.sub(sum))));
    }

    static DoubleVector log(DoubleVector x) {
        VectorMask<Double> tiny = x.compare(VectorOperators.LT, MIN_NORMAL);
        LongVector bits = x.blend(x.mul(UNIT), tiny).reinterpretAsLongs().add(CENTRE);
        DoubleVector m = bits.and(FRACTION_FIELD).add(BITS_OF_THREE_QUARTERS).reinterpretAsDoubles();
        DoubleVector n = withUnit(bits).sub(UNIT_AND_BIAS.blend(UNIT_AND_TINY_BIAS, tiny));
        return withSpecial(logOf(m.sub(ONE), n), x);
    }

    static DoubleVector log1p(DoubleVector x) {
        DoubleVector sum = x.add(ONE);
        LongVector bits = sum.reinterpretAsLongs().add(CENTRE);
        LongVector shift = BITS_OF_ONE.sub(bits.and(EXPONENT_FIELD));
        DoubleVector scaled = x.reinterpretAsLongs().add(shift).reinterpretAsDoubles();
        DoubleVector fourth = BITS_OF_FOUR.add(shift).reinterpretAsDoubles();
        DoubleVector f = scaled.add(fourth.fma(QUARTER, MINUS_ONE));
        return withSpecial(withSign(logOf(f, withUnit(bits).sub(UNIT_AND_BIAS)), x), sum);
    }

    static DoubleVector tanh(DoubleVector x) {
        DoubleVector size = atMost(x.abs(), TANH_HIGH).mul(TWO);
        DoubleVector biased = size.fma(LOG2_E, ROUND);
        DoubleVector e = expm1(size, biased.sub(ROUND), powerOfTwo(biased));
        return withSign(ratio(e, e, TWO), x);
    }

    static DoubleVector sigmoid(DoubleVector x) {
        DoubleVector e = expOfNegative(x.abs().neg());
        return ratio(ONE.blend(e, x.compare(VectorOperators.LT, ZERO)), e, ONE);
    }

    /** Helpers come first: at the end of so long a method HotSpot no longer inlines them. */
    static DoubleVector erf(DoubleVector x) {
        DoubleVector size = x.abs();
        DoubleVector far = erfFar(atMost(size, ERF_HIGH));
        DoubleVector z = x.mul(x);
        DoubleVector square = z.mul(z);
        DoubleVector even = ERF12.fma(square, ERF10);
        even = even.fma(square, ERF8);
        even = even.fma(square, ERF6);
        even = even.fma(square, ERF4);
        even = even.fma(square, ERF2);
        even = even.fma(square, ERF0);
        DoubleVector odd = ERF11.fma(square, ERF9);
        odd = odd.fma(square, ERF7);
        odd = odd.fma(square, ERF5);
        odd = odd.fma(square, ERF3);
        odd = odd.fma(square, ERF1);
        DoubleVector near = odd.fma(z, even).fma(x, x);
        LongVector sign = x.reinterpretAsLongs().and(SIGN);
        return far.reinterpretAsLongs()
                .or(sign)
                .reinterpretAsDoubles()
                .blend(near, size.compare(VectorOperators.LT, ONE));
    }

    /** The smaller of both, NaN if x is; {@code min} would take three times the steps, to tell 0 from −0. */
    private static DoubleVector atMost(DoubleVector x, DoubleVector bound) {
        return x.blend(bound, x.compare(VectorOperators.GT, bound));
    }

    /** The larger of both, NaN if x is. */
    private static DoubleVector atLeast(DoubleVector x, DoubleVector bound) {
        return x.blend(bound, x.compare(VectorOperators.LT, bound));
    }

    /** {@code 2^n}, from {@code n + ROUND}. */
    private static DoubleVector powerOfTwo(DoubleVector biased) {
        return biased.reinterpretAsLongs()
                .lanewise(VectorOperators.LSHL, DoubleTerms.FRACTION)
                .reinterpretAsDoubles();
    }

    /** The exponent field as a number, plus {@code UNIT}. */
    private static DoubleVector withUnit(LongVector bits) {
        return bits.lanewise(VectorOperators.LSHR, DoubleTerms.FRACTION)
                .or(BITS_OF_UNIT)
                .reinterpretAsDoubles();
    }

    /** Gives a number that has no sign, or has it already, the sign of another. */
    private static DoubleVector withSign(DoubleVector size, DoubleVector sign) {
        return sign.reinterpretAsLongs().and(SIGN).or(size.reinterpretAsLongs()).reinterpretAsDoubles();
    }

    /** {@code e^(x − n·ln 2)} where that is near 1. */
    private static DoubleVector expOfRest(DoubleVector x, DoubleVector n) {
        DoubleVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        return ONE.add(expTail(r, r));
    }

    private static DoubleVector expTail(DoubleVector r, DoubleVector more) {
        DoubleVector square = r.mul(r);
        DoubleVector even =
                EXP10.fma(square, EXP8).fma(square, EXP6).fma(square, EXP4).fma(square, EXP2);
        DoubleVector odd =
                EXP11.fma(square, EXP9).fma(square, EXP7).fma(square, EXP5).fma(square, EXP3);
        return odd.fma(r, even).fma(square, more);
    }

    private static DoubleVector ratio(DoubleVector top, DoubleVector a, DoubleVector b) {
        DoubleVector sum = a.add(b);
        DoubleVector inverse = ONE.div(sum);
        DoubleVector y = top.mul(inverse);
        DoubleVector rest = y.neg().fma(sum, top).sub(y.mul(a.sub(sum.sub(b))));
        return rest.fma(inverse, y);
    }

    private static DoubleVector logOf(DoubleVector f, DoubleVector n) {
        DoubleVector s = f.div(TWO.add(f));
        DoubleVector z = s.mul(s);
        DoubleVector p = LOG7.fma(z, LOG6);
        p = p.fma(z, LOG5);
        p = p.fma(z, LOG4);
        p = p.fma(z, LOG3);
        p = p.fma(z, LOG2);
        p = p.fma(z, LOG1);
        p = p.fma(z, LOG0);
        DoubleVector h = f.mul(HALF).mul(f);
        DoubleVector rest = h.sub(s.fma(p.fma(z, h), n.mul(LN2_LOW)));
        return n.fma(LN2_HIGH, f.sub(rest));
    }

    /** The logarithm of x: y where x is positive and finite. */
    private static DoubleVector withSpecial(DoubleVector y, DoubleVector x) {
        return y.blend(INFINITY, x.compare(VectorOperators.EQ, INFINITY))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                .blend(NAN, x.compare(VectorOperators.GE, ZERO).not());
    }

    private static DoubleVector erfFar(DoubleVector x) {
        DoubleVector t = x.sub(ERFC_CENTRE);
        DoubleVector square = t.mul(t);
        DoubleVector even = ERFC16.fma(square, ERFC14);
        even = even.fma(square, ERFC12);
        even = even.fma(square, ERFC10);
        even = even.fma(square, ERFC8);
        even = even.fma(square, ERFC6);
        even = even.fma(square, ERFC4);
        even = even.fma(square, ERFC2);
        even = even.fma(square, ERFC0);
        DoubleVector odd = ERFC17.fma(square, ERFC15);
        odd = odd.fma(square, ERFC13);
        odd = odd.fma(square, ERFC11);
        odd = odd.fma(square, ERFC9);
        odd = odd.fma(square, ERFC7);
        odd = odd.fma(square, ERFC5);
        odd = odd.fma(square, ERFC3);
        odd = odd.fma(square, ERFC1);
        DoubleVector log = odd.fma(t, even);
        DoubleVector biased = log.fma(LOG2_E, ROUND);
        return ONE.sub(expOfRest(log, biased.sub(ROUND)).mul(powerOfTwo(biased)));
    }

    private static DoubleVector all(double value) {
        return DoubleVector.broadcast(SPECIES, value);
    }

    private static LongVector bits(double value) {
        return all(value).reinterpretAsLongs();
    }
}

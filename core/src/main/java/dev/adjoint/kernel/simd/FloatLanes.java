package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatTerms;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of {@link dev.adjoint.kernel.FloatMath} on vectors of the preferred width: in each lane the same
 * expressions, with both sides of a choice computed and blended, so the same bits.
 *
 * <p>HotSpot gives up inlining in a loop whose graph grows past a limit, and each vector that is then passed in a box
 * costs 100 times the arithmetic. So constants are vectors that exist already, and no step is taken that could be left
 * out.
 */
final class FloatLanes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final FloatVector ZERO = all(0);
    private static final FloatVector ONE = all(1);
    private static final FloatVector MINUS_ONE = all(-1);
    private static final FloatVector TWO = all(2);
    private static final FloatVector HALF = all(0.5f);
    private static final FloatVector QUARTER = all(0.25f);
    private static final FloatVector NAN = all(Float.NaN);
    private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
    private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
    private static final FloatVector MIN_NORMAL = all(Float.MIN_NORMAL);

    private static final FloatVector ROUND = all(FloatTerms.ROUND);
    private static final FloatVector ROUND_UP = all(FloatTerms.ROUND_UP);
    private static final FloatVector DOWN = all(FloatTerms.DOWN);
    private static final FloatVector LOG2_E = all(FloatTerms.LOG2_E);
    private static final FloatVector LN2_HIGH = all(FloatTerms.LN2_HIGH);
    private static final FloatVector LN2_LOW = all(FloatTerms.LN2_LOW);
    private static final FloatVector MINUS_LN2_HIGH = all(-FloatTerms.LN2_HIGH);
    private static final FloatVector MINUS_LN2_LOW = all(-FloatTerms.LN2_LOW);
    private static final FloatVector UNIT = all(FloatTerms.UNIT);
    private static final FloatVector UNIT_AND_BIAS = all(FloatTerms.UNIT + FloatTerms.BIAS);
    private static final FloatVector UNIT_AND_TINY_BIAS = all(FloatTerms.UNIT + FloatTerms.BIAS + FloatTerms.FRACTION);

    private static final FloatVector EXP_LOW = all(-104);
    private static final FloatVector EXPM1_LOW = all(-18);
    private static final FloatVector EXP_HIGH = all(89);
    private static final FloatVector LAST_POWER = all(FloatTerms.BIAS);
    private static final FloatVector TANH_HIGH = all(10);

    private static final IntVector SIGN = bits(-0f);
    private static final IntVector CENTRE = IntVector.broadcast(IntVector.SPECIES_PREFERRED, FloatTerms.CENTRE);
    private static final IntVector EXPONENT_FIELD = bits(Float.POSITIVE_INFINITY);
    private static final IntVector FRACTION_FIELD = EXPONENT_FIELD.or(SIGN).not();
    private static final IntVector BITS_OF_THREE_QUARTERS = bits(0.75f);
    private static final IntVector BITS_OF_ONE = bits(1);
    private static final IntVector BITS_OF_FOUR = bits(4);
    private static final IntVector BITS_OF_UNIT = bits(FloatTerms.UNIT);

    private static final FloatVector EXP2 = all(FloatTerms.EXP2);
    private static final FloatVector EXP3 = all(FloatTerms.EXP3);
    private static final FloatVector EXP4 = all(FloatTerms.EXP4);
    private static final FloatVector EXP5 = all(FloatTerms.EXP5);
    private static final FloatVector EXP6 = all(FloatTerms.EXP6);

    private static final FloatVector LOG2 = all(FloatTerms.LOG2);
    private static final FloatVector LOG3 = all(FloatTerms.LOG3);
    private static final FloatVector LOG4 = all(FloatTerms.LOG4);
    private static final FloatVector LOG5 = all(FloatTerms.LOG5);
    private static final FloatVector LOG6 = all(FloatTerms.LOG6);
    private static final FloatVector LOG7 = all(FloatTerms.LOG7);
    private static final FloatVector LOG8 = all(FloatTerms.LOG8);
    private static final FloatVector LOG9 = all(FloatTerms.LOG9);
    private static final FloatVector LOG10 = all(FloatTerms.LOG10);
    private static final FloatVector LOG11 = all(FloatTerms.LOG11);

    private static final FloatVector ERF0 = all(FloatTerms.ERF0);
    private static final FloatVector ERF1 = all(FloatTerms.ERF1);
    private static final FloatVector ERF2 = all(FloatTerms.ERF2);
    private static final FloatVector ERF3 = all(FloatTerms.ERF3);
    private static final FloatVector ERF4 = all(FloatTerms.ERF4);
    private static final FloatVector ERF5 = all(FloatTerms.ERF5);
    private static final FloatVector ERF6 = all(FloatTerms.ERF6);

    private static final FloatVector ERF_CENTRE = all(FloatTerms.ERF_CENTRE);
    private static final FloatVector ERF_HIGH = all(FloatTerms.ERF_HIGH);
    private static final FloatVector ERF_FAR0 = all(FloatTerms.ERF_FAR0);
    private static final FloatVector ERF_FAR1 = all(FloatTerms.ERF_FAR1);
    private static final FloatVector ERF_FAR2 = all(FloatTerms.ERF_FAR2);
    private static final FloatVector ERF_FAR3 = all(FloatTerms.ERF_FAR3);
    private static final FloatVector ERF_FAR4 = all(FloatTerms.ERF_FAR4);
    private static final FloatVector ERF_FAR5 = all(FloatTerms.ERF_FAR5);
    private static final FloatVector ERF_FAR6 = all(FloatTerms.ERF_FAR6);
    private static final FloatVector ERF_FAR7 = all(FloatTerms.ERF_FAR7);
    private static final FloatVector ERF_FAR8 = all(FloatTerms.ERF_FAR8);
    private static final FloatVector ERF_FAR9 = all(FloatTerms.ERF_FAR9);
    private static final FloatVector ERF_FAR10 = all(FloatTerms.ERF_FAR10);
    private static final FloatVector ERF_FAR11 = all(FloatTerms.ERF_FAR11);
    private static final FloatVector ERF_FAR12 = all(FloatTerms.ERF_FAR12);

    private FloatLanes() {}

    static FloatVector exp(FloatVector x) {
        FloatVector bounded = atLeast(atMost(x, EXP_HIGH), EXP_LOW);
        FloatVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        FloatVector biasedHalf = n.fma(HALF, ROUND);
        FloatVector half = biasedHalf.sub(ROUND);
        return expOfRest(bounded, n)
                .mul(powerOfTwo(biasedHalf))
                .mul(powerOfTwo(n.sub(half).add(ROUND)));
    }

    /** {@link #exp} where x is at most 0 or NaN: the power of two needs no parting in halves. */
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector bounded = atLeast(x, EXP_LOW);
        FloatVector biased = bounded.fma(LOG2_E, ROUND_UP);
        return expOfRest(bounded, biased.sub(ROUND_UP)).mul(powerOfTwo(biased)).mul(DOWN);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector bounded = atLeast(atMost(x, EXP_HIGH), EXPM1_LOW);
        FloatVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        FloatVector shown = atMost(n, LAST_POWER);
        return withSign(
                expm1(bounded, n, powerOfTwo(shown.add(ROUND)))
                        .mul(powerOfTwo(n.sub(shown).add(ROUND))),
                x);
    }

    /** {@code e^x − 1} where {@code scale = 2^n} and {@code x − n·ln 2} is small. */
    private static FloatVector expm1(FloatVector x, FloatVector n, FloatVector scale) {
        FloatVector high = n.fma(MINUS_LN2_HIGH, x);
        FloatVector low = n.mul(MINUS_LN2_LOW);
        FloatVector r = high.add(low);
        FloatVector less = scale.sub(ONE);
        FloatVector sum = r.fma(scale, less);
        return sum.add(expTail(r, high.sub(r).add(low)).fma(scale, r.fma(scale, less.sub(sum))));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(VectorOperators.LT, MIN_NORMAL);
        IntVector bits = x.blend(x.mul(UNIT), tiny).reinterpretAsInts().add(CENTRE);
        FloatVector m = bits.and(FRACTION_FIELD).add(BITS_OF_THREE_QUARTERS).reinterpretAsFloats();
        FloatVector n = withUnit(bits).sub(UNIT_AND_BIAS.blend(UNIT_AND_TINY_BIAS, tiny));
        return withSpecial(logOf(m.sub(ONE), n), x);
    }

    static FloatVector log1p(FloatVector x) {
        FloatVector sum = x.add(ONE);
        IntVector bits = sum.reinterpretAsInts().add(CENTRE);
        IntVector shift = BITS_OF_ONE.sub(bits.and(EXPONENT_FIELD));
        FloatVector scaled = x.reinterpretAsInts().add(shift).reinterpretAsFloats();
        FloatVector fourth = BITS_OF_FOUR.add(shift).reinterpretAsFloats();
        FloatVector f = scaled.add(fourth.fma(QUARTER, MINUS_ONE));
        return withSpecial(withSign(logOf(f, withUnit(bits).sub(UNIT_AND_BIAS)), x), sum);
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = atMost(x.abs(), TANH_HIGH).mul(TWO);
        FloatVector biased = size.fma(LOG2_E, ROUND);
        FloatVector e = expm1(size, biased.sub(ROUND), powerOfTwo(biased));
        return withSign(ratio(e, e, TWO), x);
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        return ratio(ONE.blend(e, x.compare(VectorOperators.LT, ZERO)), e, ONE);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector far = withSign(erfFar(atMost(size, ERF_HIGH)), x);
        return far.blend(erfNearZero(x), size.compare(VectorOperators.LT, ONE));
    }

    /** The smaller of both, NaN if x is; {@code min} would take three times the steps, to tell 0 from −0. */
    private static FloatVector atMost(FloatVector x, FloatVector bound) {
        return x.blend(bound, x.compare(VectorOperators.GT, bound));
    }

    /** The larger of both, NaN if x is. */
    private static FloatVector atLeast(FloatVector x, FloatVector bound) {
        return x.blend(bound, x.compare(VectorOperators.LT, bound));
    }

    /** {@code 2^n}, from {@code n + ROUND}. */
    private static FloatVector powerOfTwo(FloatVector biased) {
        return biased.reinterpretAsInts()
                .lanewise(VectorOperators.LSHL, FloatTerms.FRACTION)
                .reinterpretAsFloats();
    }

    /** The exponent field as a number, plus {@code UNIT}. */
    private static FloatVector withUnit(IntVector bits) {
        return bits.lanewise(VectorOperators.LSHR, FloatTerms.FRACTION)
                .or(BITS_OF_UNIT)
                .reinterpretAsFloats();
    }

    /** Gives a number that has no sign, or has it already, the sign of another. */
    private static FloatVector withSign(FloatVector size, FloatVector sign) {
        return sign.reinterpretAsInts().and(SIGN).or(size.reinterpretAsInts()).reinterpretAsFloats();
    }

    /** {@code e^(x − n·ln 2)} where that is near 1. */
    private static FloatVector expOfRest(FloatVector x, FloatVector n) {
        FloatVector r = n.fma(MINUS_LN2_LOW, n.fma(MINUS_LN2_HIGH, x));
        return ONE.add(expTail(r, r));
    }

    private static FloatVector expTail(FloatVector r, FloatVector more) {
        FloatVector p = EXP6.fma(r, EXP5);
        p = p.fma(r, EXP4);
        p = p.fma(r, EXP3);
        p = p.fma(r, EXP2);
        return p.fma(r.mul(r), more);
    }

    private static FloatVector ratio(FloatVector top, FloatVector a, FloatVector b) {
        FloatVector sum = a.add(b);
        FloatVector inverse = ONE.div(sum);
        FloatVector y = top.mul(inverse);
        FloatVector rest = y.neg().fma(sum, top).sub(y.mul(a.sub(sum.sub(b))));
        return rest.fma(inverse, y);
    }

    private static FloatVector logOf(FloatVector f, FloatVector n) {
        FloatVector p = LOG11.fma(f, LOG10);
        p = p.fma(f, LOG9);
        p = p.fma(f, LOG8);
        p = p.fma(f, LOG7);
        p = p.fma(f, LOG6);
        p = p.fma(f, LOG5);
        p = p.fma(f, LOG4);
        p = p.fma(f, LOG3);
        p = p.fma(f, LOG2);
        return n.fma(LN2_HIGH, n.fma(LN2_LOW, p.fma(f.mul(f), f)));
    }

    /** The logarithm of x: y where x is positive and finite. */
    private static FloatVector withSpecial(FloatVector y, FloatVector x) {
        return y.blend(INFINITY, x.compare(VectorOperators.EQ, INFINITY))
                .blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO))
                .blend(NAN, x.compare(VectorOperators.GE, ZERO).not());
    }

    private static FloatVector erfNearZero(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = ERF6.fma(z, ERF5);
        p = p.fma(z, ERF4);
        p = p.fma(z, ERF3);
        p = p.fma(z, ERF2);
        p = p.fma(z, ERF1);
        p = p.fma(z, ERF0);
        return p.fma(x, x);
    }

    private static FloatVector erfFar(FloatVector x) {
        FloatVector t = x.sub(ERF_CENTRE);
        FloatVector p = ERF_FAR12.fma(t, ERF_FAR11);
        p = p.fma(t, ERF_FAR10);
        p = p.fma(t, ERF_FAR9);
        p = p.fma(t, ERF_FAR8);
        p = p.fma(t, ERF_FAR7);
        p = p.fma(t, ERF_FAR6);
        p = p.fma(t, ERF_FAR5);
        p = p.fma(t, ERF_FAR4);
        p = p.fma(t, ERF_FAR3);
        p = p.fma(t, ERF_FAR2);
        p = p.fma(t, ERF_FAR1);
        return p.fma(t, ERF_FAR0);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(SPECIES, value);
    }

    private static IntVector bits(float value) {
        return all(value).reinterpretAsInts();
    }
}

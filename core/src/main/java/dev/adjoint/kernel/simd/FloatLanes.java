package dev.adjoint.kernel.simd;

import static dev.adjoint.kernel.FloatTerms.*;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Functions of {@link dev.adjoint.kernel.FloatMath} on vectors of the preferred width: in each lane the same
 * expressions, with both sides of a choice computed and blended, so the same bits.
 *
 * <p>Where the graph of a loop grows past a limit, HotSpot inlines the methods of the Vector API alone. Others are then
 * called, and a vector that is passed in a box costs 20 to 100 times the arithmetic. So in long functions helpers are
 * called early or written out, and no step is taken that could be left out. Constants are numbers: as vectors they
 * would be read from the heap in each round, and with 512 bits a loop then takes up to twice as long.
 */
final class FloatLanes {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    private static final int SIGN = bits(-0f);
    private static final int EXPONENT_FIELD = bits(Float.POSITIVE_INFINITY);
    private static final int FRACTION_FIELD = ~(EXPONENT_FIELD | SIGN);
    private static final int BITS_OF_THREE_QUARTERS = bits(0.75f);
    private static final int BITS_OF_ONE = bits(1);
    private static final int BITS_OF_FOUR = bits(4);
    private static final int BITS_OF_UNIT = bits(UNIT);

    private FloatLanes() {}

    static FloatVector exp(FloatVector x) {
        FloatVector bounded = atLeast(atMost(x, 89), -104);
        FloatVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        FloatVector biasedHalf = n.fma(0.5f, ROUND);
        FloatVector half = biasedHalf.sub(ROUND);
        return expOfRest(bounded, n)
                .mul(powerOfTwo(biasedHalf))
                .mul(powerOfTwo(n.sub(half).add(ROUND)));
    }

    /** {@link #exp} where x is at most 0 or NaN: the power of two needs no parting in halves. */
    static FloatVector expOfNegative(FloatVector x) {
        FloatVector bounded = atLeast(x, -104);
        FloatVector biased = bounded.fma(LOG2_E, ROUND_UP);
        FloatVector power = powerOfTwo(biased);
        return expOfRest(bounded, biased.sub(ROUND_UP)).mul(power).mul(DOWN);
    }

    static FloatVector expm1(FloatVector x) {
        FloatVector bounded = atLeast(atMost(x, 89), -18);
        FloatVector n = bounded.fma(LOG2_E, ROUND).sub(ROUND);
        FloatVector shown = atMost(n, BIAS);
        FloatVector rest = powerOfTwo(n.sub(shown).add(ROUND));
        IntVector sign = signOf(x);
        FloatVector y = expm1(bounded, n, powerOfTwo(shown.add(ROUND))).mul(rest);
        return y.reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    /** {@code e^x − 1} where {@code scale = 2^n} and {@code x − n·ln 2} is small. */
    private static FloatVector expm1(FloatVector x, FloatVector n, FloatVector scale) {
        FloatVector high = n.lanewise(FMA, -LN2_HIGH, x);
        FloatVector low = n.mul(-LN2_LOW);
        FloatVector r = high.add(low);
        FloatVector less = scale.sub(1);
        FloatVector sum = r.fma(scale, less);
        return sum.add(expTail(r, high.sub(r).add(low)).fma(scale, r.fma(scale, less.sub(sum))));
    }

    static FloatVector log(FloatVector x) {
        VectorMask<Float> tiny = x.compare(LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(UNIT), tiny).reinterpretAsInts().add(CENTRE);
        FloatVector m = bits.and(FRACTION_FIELD).add(BITS_OF_THREE_QUARTERS).reinterpretAsFloats();
        FloatVector n =
                withUnit(bits).sub(FloatVector.broadcast(SPECIES, UNIT + BIAS).blend(UNIT + BIAS + FRACTION, tiny));
        FloatVector special = logOfNonPositive(x);
        FloatVector y = logOf(m.sub(1), n);
        return special.blend(y.blend(x, x.compare(EQ, Float.POSITIVE_INFINITY)), x.compare(GT, 0f));
    }

    static FloatVector log1p(FloatVector x) {
        FloatVector sum = x.add(1);
        IntVector bits = sum.reinterpretAsInts().add(CENTRE);
        IntVector shift =
                IntVector.broadcast(IntVector.SPECIES_PREFERRED, BITS_OF_ONE).sub(bits.and(EXPONENT_FIELD));
        FloatVector scaled = x.reinterpretAsInts().add(shift).reinterpretAsFloats();
        FloatVector fourth = shift.add(BITS_OF_FOUR).reinterpretAsFloats();
        FloatVector f = scaled.add(fourth.fma(0.25f, -1));
        IntVector sign = signOf(x);
        FloatVector special = logOfNonPositive(sum);
        FloatVector y = logOf(f, withUnit(bits).sub(UNIT + BIAS))
                .reinterpretAsInts()
                .or(sign)
                .reinterpretAsFloats();
        return special.blend(y.blend(sum, sum.compare(EQ, Float.POSITIVE_INFINITY)), sum.compare(GT, 0f));
    }

    static FloatVector tanh(FloatVector x) {
        FloatVector size = atMost(x.abs(), 10).mul(2);
        FloatVector biased = size.fma(LOG2_E, ROUND);
        IntVector sign = signOf(x);
        FloatVector e = expm1(size, biased.sub(ROUND), powerOfTwo(biased));
        return ratio(e, e, 2).reinterpretAsInts().or(sign).reinterpretAsFloats();
    }

    static FloatVector sigmoid(FloatVector x) {
        FloatVector e = expOfNegative(x.abs().neg());
        return ratio(FloatVector.broadcast(SPECIES, 1f).blend(e, x.compare(LT, 0f)), e, 1);
    }

    static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        IntVector sign = signOf(x);
        FloatVector far =
                erfFar(atMost(size, ERF_HIGH)).reinterpretAsInts().or(sign).reinterpretAsFloats();
        return far.blend(erfNearZero(x), size.compare(LT, 1f));
    }

    /** The smaller of both, NaN if x is; {@code min} would take three times the steps, to tell 0 from −0. */
    private static FloatVector atMost(FloatVector x, float bound) {
        return x.blend(bound, x.compare(GT, bound));
    }

    /** The larger of both, NaN if x is. */
    private static FloatVector atLeast(FloatVector x, float bound) {
        return x.blend(bound, x.compare(LT, bound));
    }

    /** {@code 2^n}, from {@code n + ROUND}. */
    private static FloatVector powerOfTwo(FloatVector biased) {
        return biased.reinterpretAsInts().lanewise(LSHL, FRACTION).reinterpretAsFloats();
    }

    /** The exponent field as a number, plus {@code UNIT}. */
    private static FloatVector withUnit(IntVector bits) {
        return bits.lanewise(LSHR, FRACTION).or(BITS_OF_UNIT).reinterpretAsFloats();
    }

    /** The sign as a bit, to be given to a number that has none, or has it already. */
    private static IntVector signOf(FloatVector x) {
        return x.reinterpretAsInts().and(SIGN);
    }

    /** {@code e^(x − n·ln 2)} where that is near 1; {@link #expTail} written out, as it comes late. */
    private static FloatVector expOfRest(FloatVector x, FloatVector n) {
        FloatVector r = n.lanewise(FMA, -LN2_LOW, n.lanewise(FMA, -LN2_HIGH, x));
        FloatVector p = r.fma(EXP6, EXP5);
        p = p.lanewise(FMA, r, EXP4);
        p = p.lanewise(FMA, r, EXP3);
        p = p.lanewise(FMA, r, EXP2);
        return p.fma(r.mul(r), r).add(1);
    }

    private static FloatVector expTail(FloatVector r, FloatVector more) {
        FloatVector p = r.fma(EXP6, EXP5);
        p = p.lanewise(FMA, r, EXP4);
        p = p.lanewise(FMA, r, EXP3);
        p = p.lanewise(FMA, r, EXP2);
        return p.fma(r.mul(r), more);
    }

    private static FloatVector ratio(FloatVector top, FloatVector a, float b) {
        FloatVector sum = a.add(b);
        FloatVector inverse = FloatVector.broadcast(SPECIES, 1f).div(sum);
        FloatVector y = top.mul(inverse);
        FloatVector rest = y.neg().fma(sum, top).sub(y.mul(a.sub(sum.sub(b))));
        return rest.fma(inverse, y);
    }

    private static FloatVector logOf(FloatVector f, FloatVector n) {
        FloatVector p = f.fma(LOG11, LOG10);
        p = p.lanewise(FMA, f, LOG9);
        p = p.lanewise(FMA, f, LOG8);
        p = p.lanewise(FMA, f, LOG7);
        p = p.lanewise(FMA, f, LOG6);
        p = p.lanewise(FMA, f, LOG5);
        p = p.lanewise(FMA, f, LOG4);
        p = p.lanewise(FMA, f, LOG3);
        p = p.lanewise(FMA, f, LOG2);
        return n.lanewise(FMA, LN2_HIGH, n.lanewise(FMA, LN2_LOW, p.fma(f.mul(f), f)));
    }

    /** The logarithm of a number that is not positive. */
    private static FloatVector logOfNonPositive(FloatVector x) {
        return FloatVector.broadcast(SPECIES, Float.NaN).blend(Float.NEGATIVE_INFINITY, x.compare(EQ, 0f));
    }

    private static FloatVector erfNearZero(FloatVector x) {
        FloatVector z = x.mul(x);
        FloatVector p = z.fma(ERF6, ERF5);
        p = p.lanewise(FMA, z, ERF4);
        p = p.lanewise(FMA, z, ERF3);
        p = p.lanewise(FMA, z, ERF2);
        p = p.lanewise(FMA, z, ERF1);
        p = p.lanewise(FMA, z, ERF0);
        return p.fma(x, x);
    }

    private static FloatVector erfFar(FloatVector x) {
        FloatVector t = x.sub(ERF_CENTRE);
        FloatVector p = t.fma(ERF_FAR12, ERF_FAR11);
        p = p.lanewise(FMA, t, ERF_FAR10);
        p = p.lanewise(FMA, t, ERF_FAR9);
        p = p.lanewise(FMA, t, ERF_FAR8);
        p = p.lanewise(FMA, t, ERF_FAR7);
        p = p.lanewise(FMA, t, ERF_FAR6);
        p = p.lanewise(FMA, t, ERF_FAR5);
        p = p.lanewise(FMA, t, ERF_FAR4);
        p = p.lanewise(FMA, t, ERF_FAR3);
        p = p.lanewise(FMA, t, ERF_FAR2);
        p = p.lanewise(FMA, t, ERF_FAR1);
        return p.lanewise(FMA, t, ERF_FAR0);
    }

    private static int bits(float value) {
        return Float.floatToRawIntBits(value);
    }
}

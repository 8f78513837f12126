package dev.adjoint.kernel.simd;

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.adjoint.kernel.FloatReduce;
import dev.adjoint.kernel.PlainFloatReduce;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatReduce} in the Vector API: the sixteen virtual lanes are one 512-bit, two 256-bit or four 128-bit
 * vectors.
 */
public final class SimdFloatReduce implements FloatReduce {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = 16;
    private static final int WIDTH = SPECIES.length();

    /** Elements of one round of the search for a maximum; the last comes first, as it overlaps the one before. */
    private static final int ROUND = (WIDTH == LANES ? 2 : 4) * WIDTH;

    private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    private final FloatReduce plain = new PlainFloatReduce();

    @Override
    public float sum(float[] x, int offset, int n) {
        int whole = n & -LANES;
        if (whole == 0 || WIDTH > LANES || WIDTH < 4) {
            return plain.sum(x, offset, n);
        }
        float[] lanes = new float[LANES];
        if (WIDTH == 16) {
            sum512(x, offset, offset + whole, lanes);
        } else if (WIDTH == 8) {
            sum256(x, offset, offset + whole, lanes);
        } else {
            sum128(x, offset, offset + whole, lanes);
        }
        for (int i = whole; i < n; i++) {
            lanes[i - whole] += x[offset + i];
        }
        return join(lanes);
    }

    /** Returns the sum of the virtual lanes, the first of the array. */
    private static float join(float[] l) {
        return (((l[0] + l[8]) + (l[4] + l[12])) + ((l[2] + l[10]) + (l[6] + l[14])))
                + (((l[1] + l[9]) + (l[5] + l[13])) + ((l[3] + l[11]) + (l[7] + l[15])));
    }

    private static void sum512(float[] x, int from, int to, float[] lanes) {
        FloatVector s = FloatVector.zero(SPECIES);
        for (int i = from; i < to; i += LANES) {
            s = s.add(FloatVector.fromArray(SPECIES, x, i));
        }
        s.intoArray(lanes, 0);
    }

    private static void sum256(float[] x, int from, int to, float[] lanes) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        for (int i = from; i < to; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, i + 8));
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 8);
    }

    private static void sum128(float[] x, int from, int to, float[] lanes) {
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int i = from; i < to; i += LANES) {
            s0 = s0.add(FloatVector.fromArray(SPECIES, x, i));
            s1 = s1.add(FloatVector.fromArray(SPECIES, x, i + 4));
            s2 = s2.add(FloatVector.fromArray(SPECIES, x, i + 8));
            s3 = s3.add(FloatVector.fromArray(SPECIES, x, i + 12));
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 4);
        s2.intoArray(lanes, 8);
        s3.intoArray(lanes, 12);
    }

    @Override
    public float max(float[] x, int offset, int n) {
        if (n < ROUND) {
            return plain.max(x, offset, n);
        }
        return WIDTH == LANES ? maxOfBits(x, offset, n) : maxOfNumbers(x, offset, n);
    }

    /** Four maxima at a time, since each step takes long. */
    private float maxOfNumbers(float[] x, int offset, int n) {
        int last = offset + n - ROUND;
        FloatVector m0 = FloatVector.fromArray(SPECIES, x, last);
        FloatVector m1 = FloatVector.fromArray(SPECIES, x, last + WIDTH);
        FloatVector m2 = FloatVector.fromArray(SPECIES, x, last + 2 * WIDTH);
        FloatVector m3 = FloatVector.fromArray(SPECIES, x, last + 3 * WIDTH);
        for (int i = offset; i < last; i += ROUND) {
            m0 = m0.max(FloatVector.fromArray(SPECIES, x, i));
            m1 = m1.max(FloatVector.fromArray(SPECIES, x, i + WIDTH));
            m2 = m2.max(FloatVector.fromArray(SPECIES, x, i + 2 * WIDTH));
            m3 = m3.max(FloatVector.fromArray(SPECIES, x, i + 3 * WIDTH));
        }
        float[] lanes = new float[WIDTH];
        m0.max(m1).max(m2.max(m3)).intoArray(lanes, 0);
        return plain.max(lanes, 0, WIDTH);
    }

    /**
     * By the bits of the numbers, read as integers with sign: the largest or, if all numbers are negative, the smallest
     * is the maximum, with +0 above −0. NaN without a sign is above infinity, and NaN with one is above it once signs
     * are flipped, where all else that had no sign is negative. With 512 bits the maximum of numbers, which must tell
     * zeros and NaN, takes two to five times as long.
     */
    private static float maxOfBits(float[] x, int offset, int n) {
        int last = offset + n - ROUND;
        IntVector high0 = FloatVector.fromArray(SPECIES, x, last).reinterpretAsInts();
        IntVector high1 = FloatVector.fromArray(SPECIES, x, last + WIDTH).reinterpretAsInts();
        IntVector low0 = high0;
        IntVector low1 = high1;
        IntVector flipped0 = high0.lanewise(XOR, Integer.MIN_VALUE);
        IntVector flipped1 = high1.lanewise(XOR, Integer.MIN_VALUE);
        for (int i = offset; i < last; i += ROUND) {
            IntVector b0 = FloatVector.fromArray(SPECIES, x, i).reinterpretAsInts();
            IntVector b1 = FloatVector.fromArray(SPECIES, x, i + WIDTH).reinterpretAsInts();
            high0 = high0.max(b0);
            high1 = high1.max(b1);
            low0 = low0.min(b0);
            low1 = low1.min(b1);
            flipped0 = flipped0.max(b0.lanewise(XOR, Integer.MIN_VALUE));
            flipped1 = flipped1.max(b1.lanewise(XOR, Integer.MIN_VALUE));
        }
        int high = high0.max(high1).reduceLanes(MAX);
        int flipped = flipped0.max(flipped1).reduceLanes(MAX);
        if (high > INFINITY || flipped > INFINITY) {
            return Float.NaN;
        }
        return Float.intBitsToFloat(high >= 0 ? high : low0.min(low1).reduceLanes(MIN));
    }
}

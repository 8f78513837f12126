package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatReduce;
import dev.adjoint.kernel.PlainFloatReduce;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatReduce} in the Vector API: the sixteen virtual lanes are one 512-bit, two 256-bit or four 128-bit
 * vectors.
 */
public final class SimdFloatReduce implements FloatReduce {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = 16;
    private static final int WIDTH = SPECIES.length();

    /** Elements of one round of the search for a maximum. */
    private static final int ROUND = 4 * WIDTH;

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
        float[] lanes = new float[WIDTH];
        maxOfLanes(x, offset, offset + n, lanes);
        return plain.max(lanes, 0, WIDTH);
    }

    /** Four maxima at a time, since each step takes long: NaN and −0 count. The last round overlaps the one before. */
    private static void maxOfLanes(float[] x, int from, int to, float[] lanes) {
        FloatVector m0 = FloatVector.fromArray(SPECIES, x, from);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        for (int i = from; i < to; i += ROUND) {
            int at = Math.min(i, to - ROUND);
            m0 = m0.max(FloatVector.fromArray(SPECIES, x, at));
            m1 = m1.max(FloatVector.fromArray(SPECIES, x, at + WIDTH));
            m2 = m2.max(FloatVector.fromArray(SPECIES, x, at + 2 * WIDTH));
            m3 = m3.max(FloatVector.fromArray(SPECIES, x, at + 3 * WIDTH));
        }
        m0.max(m1).max(m2.max(m3)).intoArray(lanes, 0);
    }
}

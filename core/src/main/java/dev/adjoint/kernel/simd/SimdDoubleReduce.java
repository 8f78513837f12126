package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleReduce;
import dev.adjoint.kernel.PlainDoubleReduce;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleReduce} in the Vector API: the eight virtual lanes are one 512-bit, two 256-bit or four 128-bit vectors.
 */
public final class SimdDoubleReduce implements DoubleReduce {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = 8;
    private static final int WIDTH = SPECIES.length();

    /** Elements of one round of the search for a maximum. */
    private static final int ROUND = 4 * WIDTH;

    private final DoubleReduce plain = new PlainDoubleReduce();

    @Override
    public double sum(double[] x, int offset, int n) {
        int whole = n & -LANES;
        if (whole == 0 || WIDTH > LANES || WIDTH < 2) {
            return plain.sum(x, offset, n);
        }
        double[] lanes = new double[LANES];
        if (WIDTH == 8) {
            sum512(x, offset, offset + whole, lanes);
        } else if (WIDTH == 4) {
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
    private static double join(double[] l) {
        return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
    }

    private static void sum512(double[] x, int from, int to, double[] lanes) {
        DoubleVector s = DoubleVector.zero(SPECIES);
        for (int i = from; i < to; i += LANES) {
            s = s.add(DoubleVector.fromArray(SPECIES, x, i));
        }
        s.intoArray(lanes, 0);
    }

    private static void sum256(double[] x, int from, int to, double[] lanes) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        for (int i = from; i < to; i += LANES) {
            s0 = s0.add(DoubleVector.fromArray(SPECIES, x, i));
            s1 = s1.add(DoubleVector.fromArray(SPECIES, x, i + 4));
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 4);
    }

    private static void sum128(double[] x, int from, int to, double[] lanes) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        for (int i = from; i < to; i += LANES) {
            s0 = s0.add(DoubleVector.fromArray(SPECIES, x, i));
            s1 = s1.add(DoubleVector.fromArray(SPECIES, x, i + 2));
            s2 = s2.add(DoubleVector.fromArray(SPECIES, x, i + 4));
            s3 = s3.add(DoubleVector.fromArray(SPECIES, x, i + 6));
        }
        s0.intoArray(lanes, 0);
        s1.intoArray(lanes, 2);
        s2.intoArray(lanes, 4);
        s3.intoArray(lanes, 6);
    }

    @Override
    public double max(double[] x, int offset, int n) {
        if (n < ROUND) {
            return plain.max(x, offset, n);
        }
        double[] lanes = new double[WIDTH];
        maxOfLanes(x, offset, offset + n, lanes);
        return plain.max(lanes, 0, WIDTH);
    }

    /** Four maxima at a time, since each step takes long: NaN and −0 count. The last round overlaps the one before. */
    private static void maxOfLanes(double[] x, int from, int to, double[] lanes) {
        DoubleVector m0 = DoubleVector.fromArray(SPECIES, x, from);
        DoubleVector m1 = m0;
        DoubleVector m2 = m0;
        DoubleVector m3 = m0;
        for (int i = from; i < to; i += ROUND) {
            int at = Math.min(i, to - ROUND);
            m0 = m0.max(DoubleVector.fromArray(SPECIES, x, at));
            m1 = m1.max(DoubleVector.fromArray(SPECIES, x, at + WIDTH));
            m2 = m2.max(DoubleVector.fromArray(SPECIES, x, at + 2 * WIDTH));
            m3 = m3.max(DoubleVector.fromArray(SPECIES, x, at + 3 * WIDTH));
        }
        m0.max(m1).max(m2.max(m3)).intoArray(lanes, 0);
    }
}

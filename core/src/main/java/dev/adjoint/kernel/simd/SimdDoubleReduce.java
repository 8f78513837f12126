package dev.adjoint.kernel.simd;

import static jdk.incubator.vector.VectorOperators.MAX;
import static jdk.incubator.vector.VectorOperators.MIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import dev.adjoint.kernel.DoubleReduce;
import dev.adjoint.kernel.PlainDoubleReduce;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleReduce} in the Vector API: the eight virtual lanes are one 512-bit, two 256-bit or four 128-bit vectors.
 */
public final class SimdDoubleReduce implements DoubleReduce {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = 8;
    private static final int WIDTH = SPECIES.length();

    /** Elements of one round of the search for a maximum; the last comes first, as it overlaps the one before. */
    private static final int ROUND = (WIDTH == LANES ? 2 : 4) * WIDTH;

    private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

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
        return WIDTH == LANES ? maxOfBits(x, offset, n) : maxOfNumbers(x, offset, n);
    }

    /** Four maxima at a time, since each step takes long. */
    private double maxOfNumbers(double[] x, int offset, int n) {
        int last = offset + n - ROUND;
        DoubleVector m0 = DoubleVector.fromArray(SPECIES, x, last);
        DoubleVector m1 = DoubleVector.fromArray(SPECIES, x, last + WIDTH);
        DoubleVector m2 = DoubleVector.fromArray(SPECIES, x, last + 2 * WIDTH);
        DoubleVector m3 = DoubleVector.fromArray(SPECIES, x, last + 3 * WIDTH);
        for (int i = offset; i < last; i += ROUND) {
            m0 = m0.max(DoubleVector.fromArray(SPECIES, x, i));
            m1 = m1.max(DoubleVector.fromArray(SPECIES, x, i + WIDTH));
            m2 = m2.max(DoubleVector.fromArray(SPECIES, x, i + 2 * WIDTH));
            m3 = m3.max(DoubleVector.fromArray(SPECIES, x, i + 3 * WIDTH));
        }
        double[] lanes = new double[WIDTH];
        m0.max(m1).max(m2.max(m3)).intoArray(lanes, 0);
        return plain.max(lanes, 0, WIDTH);
    }

    /**
     * By the bits of the numbers, read as integers with sign: the largest or, if all numbers are negative, the smallest
     * is the maximum, with +0 above −0. NaN without a sign is above infinity, and NaN with one is above it once signs
     * are flipped, where all else that had no sign is negative. With 512 bits the maximum of numbers, which must tell
     * zeros and NaN, takes two to five times as long.
     */
    private static double maxOfBits(double[] x, int offset, int n) {
        int last = offset + n - ROUND;
        LongVector high0 = DoubleVector.fromArray(SPECIES, x, last).reinterpretAsLongs();
        LongVector high1 = DoubleVector.fromArray(SPECIES, x, last + WIDTH).reinterpretAsLongs();
        LongVector low0 = high0;
        LongVector low1 = high1;
        LongVector flipped0 = high0.lanewise(XOR, Long.MIN_VALUE);
        LongVector flipped1 = high1.lanewise(XOR, Long.MIN_VALUE);
        for (int i = offset; i < last; i += ROUND) {
            LongVector b0 = DoubleVector.fromArray(SPECIES, x, i).reinterpretAsLongs();
            LongVector b1 = DoubleVector.fromArray(SPECIES, x, i + WIDTH).reinterpretAsLongs();
            high0 = high0.max(b0);
            high1 = high1.max(b1);
            low0 = low0.min(b0);
            low1 = low1.min(b1);
            flipped0 = flipped0.max(b0.lanewise(XOR, Long.MIN_VALUE));
            flipped1 = flipped1.max(b1.lanewise(XOR, Long.MIN_VALUE));
        }
        long high = high0.max(high1).reduceLanes(MAX);
        long flipped = flipped0.max(flipped1).reduceLanes(MAX);
        if (high > INFINITY || flipped > INFINITY) {
            return Double.NaN;
        }
        return Double.longBitsToDouble(high >= 0 ? high : low0.min(low1).reduceLanes(MIN));
    }
}

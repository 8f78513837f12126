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
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int l = 0; l < half; l++) {
                lanes[l] += lanes[l + half];
            }
        }
        return lanes[0];
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
        int whole = SPECIES.loopBound(n);
        if (whole < 2 * WIDTH) {
            return plain.max(x, offset, n);
        }
        DoubleVector m = DoubleVector.fromArray(SPECIES, x, offset);
        for (int i = WIDTH; i < whole; i += WIDTH) {
            m = m.max(DoubleVector.fromArray(SPECIES, x, offset + i));
        }
        double[] lanes = new double[WIDTH];
        m.intoArray(lanes, 0);
        double max = plain.max(lanes, 0, WIDTH);
        return whole == n ? max : Math.max(max, plain.max(x, offset + whole, n - whole));
    }
}

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleExponentials;
import dev.adjoint.kernel.PlainDoubleExponentials;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleExponentials} in the Vector API. The last vector of a stretch overlaps the one before, where it writes
 * the same once more: a rest of single numbers would take as long as half the vectors.
 */
public final class SimdDoubleExponentials implements DoubleExponentials {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    /** The virtual lanes of sums. */
    private static final int LANES = SimdDoubleReduce.LANES;

    /** Stretches to be scaled that are shorter are left to the plain loops. */
    private static final int SHORT = 64;

    private final DoubleExponentials plain = new PlainDoubleExponentials();

    @Override
    public double sum(double[] x, int from, int n, double shift, double[] out, int to) {
        if (n < LANES || WIDTH > LANES) {
            return plain.sum(x, from, n, shift, out, to);
        }
        double[] lanes = new double[2 * LANES];
        int whole = n & -LANES;
        addToLanes(x, from, n, shift, out, to, whole, lanes);
        for (int i = whole; i < n; i++) {
            lanes[i - whole] += out[to + i];
        }
        return SimdDoubleReduce.join(lanes);
    }

    /**
     * What lies past the last whole round of lanes is added where nobody reads it. The last vector has a call of its
     * own: a loop over i alone needs no checks of bounds.
     */
    private static void addToLanes(
            double[] x, int from, int n, double shift, double[] out, int to, int whole, double[] lanes) {
        int i = 0;
        for (; i <= n - WIDTH; i += WIDTH) {
            addVector(x, from + i, shift, out, to + i, lanes, i < whole ? i & (LANES - 1) : LANES);
        }
        if (i < n) {
            int at = n - WIDTH;
            addVector(x, from + at, shift, out, to + at, lanes, LANES);
        }
    }

    /** Adds a vector of exponentials to as many lanes from {@code lane} on. */
    private static void addVector(double[] x, int from, double shift, double[] out, int to, double[] lanes, int lane) {
        DoubleVector e = DoubleLanes.expOfNegative(
                DoubleVector.fromArray(SPECIES, x, from).sub(shift));
        e.intoArray(out, to);
        DoubleVector.fromArray(SPECIES, lanes, lane).add(e).intoArray(lanes, lane);
    }

    @Override
    public void scaled(double[] x, double shift, double log, double factor, double[] out, int from, int to) {
        if (to - from < SHORT) {
            plain.scaled(x, shift, log, factor, out, from, to);
            return;
        }
        int i = from;
        for (; i <= to - WIDTH; i += WIDTH) {
            scaled(x, shift, log, factor, out, i);
        }
        if (i < to) {
            scaled(x, shift, log, factor, out, to - WIDTH);
        }
    }

    private static void scaled(double[] x, double shift, double log, double factor, double[] out, int at) {
        DoubleVector difference =
                DoubleVector.fromArray(SPECIES, x, at).sub(shift).sub(log);
        DoubleLanes.expOfNegative(difference).mul(factor).intoArray(out, at);
    }
}

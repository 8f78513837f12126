package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.DoubleExponentials;
import dev.adjoint.kernel.PlainDoubleExponentials;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link DoubleExponentials} in the Vector API. The last vector of a stretch overlaps the one before, where it writes
 * the same once more: a rest of single numbers would take as long as half the vectors. It has a call of its own, as a
 * loop over i alone needs no checks of bounds. Stretches shorter than a vector are left to the plain loops.
 */
public final class SimdDoubleExponentials implements DoubleExponentials {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    private final DoubleExponentials plain = new PlainDoubleExponentials();

    @Override
    public void shifted(double[] x, int from, int n, double shift, double[] out, int to) {
        if (n < WIDTH) {
            plain.shifted(x, from, n, shift, out, to);
            return;
        }
        int i = 0;
        for (; i <= n - WIDTH; i += WIDTH) {
            shifted(x, from + i, shift, out, to + i);
        }
        if (i < n) {
            shifted(x, from + n - WIDTH, shift, out, to + n - WIDTH);
        }
    }

    private static void shifted(double[] x, int from, double shift, double[] out, int to) {
        DoubleVector difference = DoubleVector.fromArray(SPECIES, x, from).sub(shift);
        DoubleLanes.expOfNegative(difference).intoArray(out, to);
    }

    @Override
    public void scaled(double[] x, double shift, double log, double factor, double[] out, int from, int to) {
        if (to - from < WIDTH) {
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

package dev.adjoint.kernel.simd;

import dev.adjoint.kernel.FloatExponentials;
import dev.adjoint.kernel.PlainFloatExponentials;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link FloatExponentials} in the Vector API. The last vector of a stretch overlaps the one before, where it writes
 * the same once more: a rest of single numbers would take as long as half the vectors. It has a call of its own, as a
 * loop over i alone needs no checks of bounds. Stretches shorter than a vector are left to the plain loops.
 */
public final class SimdFloatExponentials implements FloatExponentials {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int WIDTH = SPECIES.length();

    private final FloatExponentials plain = new PlainFloatExponentials();

    @Override
    public void shifted(float[] x, int from, int n, float shift, float[] out, int to) {
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

    private static void shifted(float[] x, int from, float shift, float[] out, int to) {
        FloatVector difference = FloatVector.fromArray(SPECIES, x, from).sub(shift);
        FloatLanes.expOfNegative(difference).intoArray(out, to);
    }

    @Override
    public void scaled(float[] x, float shift, float log, float factor, float[] out, int from, int to) {
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

    private static void scaled(float[] x, float shift, float log, float factor, float[] out, int at) {
        FloatVector difference =
                FloatVector.fromArray(SPECIES, x, at).sub(shift).sub(log);
        FloatLanes.expOfNegative(difference).mul(factor).intoArray(out, at);
    }
}

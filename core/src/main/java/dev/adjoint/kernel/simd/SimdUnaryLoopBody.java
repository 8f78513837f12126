package dev.adjoint.kernel.simd;

import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Loops;
import dev.adjoint.kernel.UnaryLoop;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link UnaryLoop} in vectors, defined again for each {@link LaneFunction}; the tail runs the scalar function. */
final class SimdUnaryLoopBody extends UnaryLoop {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    private static final LaneFunction LANES = (LaneFunction) Loops.constant(MethodHandles.lookup());

    @Override
    public void map(UnaryFunction f, float[] x, float[] out, int from, int to) {
        int i = from;
        int last = to - FLOATS.length();
        for (; i <= last; i += FLOATS.length()) {
            LANES.apply(f, FloatVector.fromArray(FLOATS, x, i)).intoArray(out, i);
        }
        for (; i < to; i++) {
            out[i] = f.apply(x[i]);
        }
    }

    @Override
    public void map(UnaryFunction f, double[] x, double[] out, int from, int to) {
        int i = from;
        int last = to - DOUBLES.length();
        for (; i <= last; i += DOUBLES.length()) {
            LANES.apply(f, DoubleVector.fromArray(DOUBLES, x, i)).intoArray(out, i);
        }
        for (; i < to; i++) {
            out[i] = f.apply(x[i]);
        }
    }

    @Override
    public void product(UnaryFunction f, float[] g, float[] x, float[] out, int from, int to) {
        int i = from;
        int last = to - FLOATS.length();
        for (; i <= last; i += FLOATS.length()) {
            FloatVector derivative = LANES.apply(f, FloatVector.fromArray(FLOATS, x, i));
            FloatVector.fromArray(FLOATS, g, i).mul(derivative).intoArray(out, i);
        }
        for (; i < to; i++) {
            out[i] = g[i] * f.apply(x[i]);
        }
    }

    @Override
    public void product(UnaryFunction f, double[] g, double[] x, double[] out, int from, int to) {
        int i = from;
        int last = to - DOUBLES.length();
        for (; i <= last; i += DOUBLES.length()) {
            DoubleVector derivative = LANES.apply(f, DoubleVector.fromArray(DOUBLES, x, i));
            DoubleVector.fromArray(DOUBLES, g, i).mul(derivative).intoArray(out, i);
        }
        for (; i < to; i++) {
            out[i] = g[i] * f.apply(x[i]);
        }
    }
}

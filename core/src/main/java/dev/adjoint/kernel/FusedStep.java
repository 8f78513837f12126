package dev.adjoint.kernel;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.UnaryFunction;

/**
 * One loop of a {@link FusedLoop}, over a stretch {@code [start, start + n)} of long arrays that lies in buffers from
 * index 0 on. The buffers, all {@code float[]} or all {@code double[]}, are named by number.
 */
public sealed interface FusedStep {
    /** Runs the loop; {@code start} says which stretch the buffers hold. */
    void run(Object[] buffers, int start, int n);

    /** {@code out[i] = array[…]}, where the elements lie as told. */
    record Load(Object array, StridedCopy place, int out) implements FusedStep {
        @Override
        public void run(Object[] buffers, int start, int n) {
            place.read(array, start, buffers[out], 0, n);
        }
    }

    /** {@code array[start + i] = x[i]}. */
    record Store(int x, Object array) implements FusedStep {
        @Override
        public void run(Object[] buffers, int start, int n) {
            System.arraycopy(buffers[x], 0, array, start, n);
        }
    }

    /** {@code out[i] = f(x[i])}. */
    record Map(UnaryFunction f, int x, int out) implements FusedStep {
        @Override
        public void run(Object[] buffers, int start, int n) {
            if (buffers[x] instanceof float[] in) {
                Loops.unary(f).map(f, in, (float[]) buffers[out], 0, n);
            } else {
                Loops.unary(f).map(f, (double[]) buffers[x], (double[]) buffers[out], 0, n);
            }
        }
    }

    /** {@code out[i] = f(a[i], b[i])}. */
    record Zip(BinaryFunction f, int a, int b, int out) implements FusedStep {
        @Override
        public void run(Object[] buffers, int start, int n) {
            BinaryLoop loop = Loops.binary(f);
            if (buffers[a] instanceof float[] left) {
                loop.zip(f, left, (float[]) buffers[b], (float[]) buffers[out], 0, n);
            } else {
                loop.zip(f, (double[]) buffers[a], (double[]) buffers[b], (double[]) buffers[out], 0, n);
            }
        }
    }

    /** Adds to a {@link FusedSum}. */
    record Add(int x, FusedSum sum) implements FusedStep {
        @Override
        public void run(Object[] buffers, int start, int n) {
            sum.add(buffers[x], start, n);
        }
    }
}

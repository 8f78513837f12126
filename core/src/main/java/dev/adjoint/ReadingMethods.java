package dev.adjoint;

import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/** Elements as numbers, arrays and text; what is returned is a copy. */
public sealed interface ReadingMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Returns the only element as a number; truth values are 0 and 1.
     *
     * @throws IllegalArgumentException if there is not exactly one element
     */
    default double item() {
        return Elements.only(self());
    }

    /** Returns one element as a number, by its index in each dimension; negative indices count from the last. */
    default double get(int... index) {
        return Elements.get(self(), index);
    }

    /** Returns the elements in row-major order, a copy; only for {@code FLOAT32}. */
    default float[] toFloatArray() {
        return (float[]) Elements.copy(self(), DType.FLOAT32);
    }

    /**
     * Returns the elements in row-major order, a copy; for {@code FLOAT64}, and {@code FLOAT32}, whose values it keeps.
     */
    default double[] toDoubleArray() {
        return (double[])
                Elements.copy(self().dtype() == DType.FLOAT32 ? self().to(DType.FLOAT64) : self(), DType.FLOAT64);
    }

    /** Returns the elements in row-major order, a copy; only for {@code INT64}. */
    default long[] toLongArray() {
        return (long[]) Elements.copy(self(), DType.INT64);
    }

    /** Returns the elements in row-major order, a copy; only for {@code BOOL}. */
    default boolean[] toBooleanArray() {
        return (boolean[]) Elements.copy(self(), DType.BOOL);
    }

    /** Returns a 2-d float tensor as a Commons Math matrix, a copy. */
    default RealMatrix toRealMatrix() {
        return Elements.toRealMatrix(self());
    }

    /** Returns a 1-d float tensor as a Commons Math vector, a copy. */
    default RealVector toRealVector() {
        return Elements.toRealVector(self());
    }

    /**
     * Returns the elements in row-major order in one line, {@code 1, -0.5}, with five digits; of more than six the
     * first three, the mean and the extremes: {@code 0, 1, 2, ... (mean 49.5, min 0, max 99)}.
     */
    default String summary() {
        return TensorSummary.of(self());
    }
}

package dev.adjoint.examples.toys.data;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/** What an IDX file of unsigned bytes holds: a shape and one number of 0…255 an element. */
public final class IdxArray {
    private final Shape shape;
    private final byte[] values;

    IdxArray(Shape shape, byte[] values) {
        this.shape = shape;
        this.values = values;
    }

    /** Returns the sizes of the dimensions. */
    public Shape shape() {
        return shape;
    }

    /** Returns one element, 0…255, by its index in row-major order. */
    public int get(int index) {
        return Byte.toUnsignedInt(values[index]);
    }

    /** Returns {@code value / 255} of each element, {@code FLOAT32}. */
    public Tensor toFractions() {
        float[] fractions = new float[values.length];
        for (int i = 0; i < fractions.length; i++) {
            fractions[i] = get(i) / 255f;
        }
        return Tensor.wrap(fractions, shape);
    }

    /** Returns the elements, {@code INT64}. */
    public Tensor toIntegers() {
        long[] integers = new long[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = get(i);
        }
        return Tensor.wrap(integers, shape);
    }
}

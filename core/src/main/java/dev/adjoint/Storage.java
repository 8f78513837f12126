package dev.adjoint;

import java.lang.reflect.Array;

/**
 * The flat array behind one or more tensors: {@code float[]}, {@code double[]}, {@code long[]} or {@code boolean[]}.
 *
 * <p>For authors of ops that loop over elements themselves: element {@code (i, j, …)} of a tensor lies at
 * {@link Layout#offset} plus the indices times {@link Layout#stride}. Read these arrays; never write into one that a
 * tensor already has, since nothing would notice. A storage counts the in-place changes made through tensors, and so
 * the backward pass sees that a saved tensor was changed.
 */
public final class Storage {
    private final Object array;
    private final DType dtype;
    private int version;
    private boolean gradient;

    Storage(Object array, DType dtype) {
        this.array = array;
        this.dtype = dtype;
    }

    /** Returns a storage with an array of {@code size} zeros. */
    public static Storage zeros(DType dtype, int size) {
        Object array = switch (dtype) {
            case FLOAT32 -> new float[size];
            case FLOAT64 -> new double[size];
            case INT64 -> new long[size];
            case BOOL -> new boolean[size];
        };
        return new Storage(array, dtype);
    }

    /** Returns the number of elements of the array. */
    public int size() {
        return Array.getLength(array);
    }

    /** Returns the type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** Returns the array of a {@link DType#FLOAT32} storage, not a copy. */
    public float[] floats() {
        return (float[]) array;
    }

    /** Returns the array of a {@link DType#FLOAT64} storage, not a copy. */
    public double[] doubles() {
        return (double[]) array;
    }

    /** Returns the array of an {@link DType#INT64} storage, not a copy. */
    public long[] longs() {
        return (long[]) array;
    }

    /** Returns the array of a {@link DType#BOOL} storage, not a copy. */
    public boolean[] booleans() {
        return (boolean[]) array;
    }

    /** Returns the array, for code that copies between storages of one type; not a copy. */
    public Object array() {
        return array;
    }

    /** Returns how often the elements were changed in place. */
    int version() {
        return version;
    }

    /** Tells whether a gradient lies here, whose elements others may read. */
    boolean isGradient() {
        return gradient;
    }

    void holdGradient() {
        gradient = true;
    }

    void changed() {
        version++;
    }
}

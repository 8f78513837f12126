package dev.adjoint;

import java.lang.reflect.Array;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The flat array behind one or more tensors: {@code float[]}, {@code double[]}, {@code long[]} or {@code boolean[]}.
 *
 * <p>For authors of ops that loop over elements themselves: element {@code (i, j, …)} of a tensor lies at
 * {@link Layout#offset} plus the indices times {@link Layout#stride}. Read these arrays; never write into one that a
 * tensor already has, since nothing would notice, and do not hold on to them: within a step of a {@link Workspace} they
 * are used again. A storage counts the in-place changes made through tensors, and so the backward pass sees that a
 * saved tensor was changed.
 */
public final class Storage {
    private @Nullable Object array;
    private final DType dtype;
    private int version;
    private boolean gradient;
    private boolean kept;

    Storage(Object array, DType dtype) {
        this.array = array;
        this.dtype = dtype;
    }

    /** Returns a storage with an array of {@code size} zeros. */
    public static Storage zeros(DType dtype, int size) {
        Workspace.Step step = size < Workspace.SMALLEST ? null : GradMode.current().step;
        if (step == null) {
            return new Storage(newArray(dtype, size), dtype);
        }
        Storage storage = step.lend(dtype, size);
        switch (dtype) {
            case FLOAT32 -> Arrays.fill(storage.floats(), 0);
            case FLOAT64 -> Arrays.fill(storage.doubles(), 0);
            case INT64 -> Arrays.fill(storage.longs(), 0);
            case BOOL -> Arrays.fill(storage.booleans(), false);
        }
        return storage;
    }

    /** Returns a storage with an array of {@code size} arbitrary elements, all of which are to be written. */
    public static Storage empty(DType dtype, int size) {
        Workspace.Step step = size < Workspace.SMALLEST ? null : GradMode.current().step;
        return step == null ? new Storage(newArray(dtype, size), dtype) : step.lend(dtype, size);
    }

    /** Returns an array of zeros that no workspace owns. */
    static Object newArray(DType dtype, int size) {
        return switch (dtype) {
            case FLOAT32 -> new float[size];
            case FLOAT64 -> new double[size];
            case INT64 -> new long[size];
            case BOOL -> new boolean[size];
        };
    }

    /** Returns the number of elements of the array. */
    public int size() {
        return Array.getLength(array());
    }

    /** Returns the type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** Returns the array of a {@link DType#FLOAT32} storage, not a copy. */
    public float[] floats() {
        return (float[]) array();
    }

    /** Returns the array of a {@link DType#FLOAT64} storage, not a copy. */
    public double[] doubles() {
        return (double[]) array();
    }

    /** Returns the array of an {@link DType#INT64} storage, not a copy. */
    public long[] longs() {
        return (long[]) array();
    }

    /** Returns the array of a {@link DType#BOOL} storage, not a copy. */
    public boolean[] booleans() {
        return (boolean[]) array();
    }

    /**
     * Returns the array, for code that copies between storages of one type; not a copy.
     *
     * @throws IllegalStateException if it belonged to a step of a workspace that has ended
     */
    public Object array() {
        Object now = array;
        if (now == null) {
            throw new IllegalStateException("workspace: the tensor ended with the step that it was made in; "
                    + "keep() it, or read its elements, within the step");
        }
        return now;
    }

    /** Takes the array away: every tensor over it has ended. */
    Object end() {
        Object last = array();
        array = null;
        return last;
    }

    boolean isKept() {
        return kept;
    }

    void keep() {
        kept = true;
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

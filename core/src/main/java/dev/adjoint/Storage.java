package dev.adjoint;

import java.lang.reflect.Array;
import org.jspecify.annotations.Nullable;

/**
 * The flat array behind one or more tensors: {@code float[]}, {@code double[]}, {@code long[]} or {@code boolean[]}.
 *
 * <p>For authors of ops that loop over elements themselves: element {@code (i, j, …)} of a tensor lies at
 * {@link Layout#offset} plus the indices times {@link Layout#stride}. Read these arrays; never write into one that a
 * tensor already has, since nothing would notice, and do not hold on to them: within a step of a workspace they are
 * used again. A storage counts the in-place changes made through tensors, and so the backward pass sees that a saved
 * tensor was changed.
 */
public final class Storage {
    /** What computes the elements of a storage when they are asked for. */
    interface Source {
        /** Returns how many elements there will be. */
        int size();

        /** Computes them and calls {@link Storage#fill}. */
        void compute(Storage storage);
    }

    private @Nullable Object array;
    private final DType dtype;
    private int version;
    private boolean gradient;
    private boolean lent;
    private boolean kept;

    /** Volatile: who finds it null sees the array, whichever of the threads that share in an op has computed it. */
    private volatile @Nullable Source source;

    /** Makes a storage whose array is computed when it is asked for. */
    Storage(Source source, DType dtype) {
        this.source = source;
        this.dtype = dtype;
    }

    Storage(Object array, DType dtype) {
        this.array = array;
        this.dtype = dtype;
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
        Source waiting = source;
        return waiting != null ? waiting.size() : Array.getLength(array());
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
        if (source != null) {
            compute();
        }
        Object now = array;
        if (now == null) {
            throw new IllegalStateException(Workspace.ENDED);
        }
        return now;
    }

    /** Returns what is to compute the elements, null if they lie in the array. */
    @Nullable
    Source source() {
        return source;
    }

    /** Sets the array that was computed. */
    void fill(Object computed) {
        array = computed;
        source = null;
    }

    private void compute() {
        Source waiting = source;
        if (waiting != null) {
            waiting.compute(this);
        }
    }

    /** Takes the array away: every tensor over it has ended. */
    Object end() {
        Object last = array();
        array = null;
        return last;
    }

    /** Tells whether a workspace owns the array, whose elements were then arbitrary at first. */
    boolean isLent() {
        return lent;
    }

    void lend() {
        lent = true;
    }

    boolean isKept() {
        return kept;
    }

    void keep() {
        kept = true;
        if (source != null) {
            array(); // while what it depends on is there
        }
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

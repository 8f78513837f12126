package dev.adjoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of a tensor's dimensions, immutable. {@code []} is a scalar (0-d) with one element; a dimension may be 0.
 */
public final class Shape {
    private static final Shape SCALAR = new Shape(new int[0], 1);

    private final int[] dims;
    private final int size;
    private @Nullable Layout layout;

    private Shape(int[] dims, int size) {
        this.dims = dims;
        this.size = size;
    }

    /**
     * Returns the shape with the given dimensions.
     *
     * @throws IllegalArgumentException if a dimension is negative or the number of elements exceeds an {@code int}
     */
    public static Shape of(int... dims) {
        return dims.length == 0 ? SCALAR : new Shape(dims.clone(), count(dims));
    }

    /** Returns the shape of a scalar, {@code []}. */
    public static Shape scalar() {
        return SCALAR;
    }

    private static int count(int[] dims) {
        long size = 1;
        boolean empty = false;
        for (int dim : dims) {
            if (dim < 0) {
                throw new IllegalArgumentException("shape: dimensions must be >= 0, got " + Arrays.toString(dims));
            }
            empty |= dim == 0;
            size = empty ? 0 : size * dim;
            if (size > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException(
                        "shape: more elements than an array holds, got " + Arrays.toString(dims));
            }
        }
        return (int) size;
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return dims.length;
    }

    /** Returns the number of elements, 1 for a scalar. */
    public int size() {
        return size;
    }

    /**
     * Returns the size of one dimension; negative numbers count from the last.
     *
     * @throws IllegalArgumentException if there is no such dimension
     */
    public int dim(int dim) {
        return dims[axis("shape", dim)];
    }

    /** Returns the sizes of all dimensions, as a fresh array. */
    public int[] dims() {
        return dims.clone();
    }

    /** Returns the contiguous, row-major layout of this shape at offset 0. */
    public Layout layout() {
        Layout known = layout;
        if (known == null) {
            layout = known = Layout.contiguous(this);
        }
        return known;
    }

    /**
     * Turns a dimension number that may be negative into an index in {@code [0, rank)}.
     *
     * @param op the op's name, for the message
     * @throws IllegalArgumentException if there is no such dimension
     */
    public int axis(String op, int dim) {
        return axis(op, dim, dims.length);
    }

    /** As {@link #axis(String, int)} for the positions at which a dimension can be inserted: {@code [0, rank]}. */
    public int insertionAxis(String op, int dim) {
        return axis(op, dim, dims.length + 1);
    }

    private int axis(String op, int dim, int rank) {
        if (rank == 0) {
            throw new IllegalArgumentException(op + ": a scalar has no dimensions, got dim " + dim);
        }
        if (dim < -rank || dim >= rank) {
            throw new IllegalArgumentException(
                    op + ": dim must be in [" + -rank + ", " + (rank - 1) + "] for shape " + this + ", got " + dim);
        }
        return dim < 0 ? dim + rank : dim;
    }

    /**
     * Marks the dimensions that a reduction runs over; none given means all. A scalar has none, but takes 0 and −1.
     *
     * @throws IllegalArgumentException if a dimension does not exist or is named twice
     */
    public boolean[] reduced(String op, int... over) {
        boolean[] reduced = new boolean[dims.length];
        if (over.length == 0) {
            Arrays.fill(reduced, true);
        }
        for (int dim : over) {
            if (dims.length == 0 && (dim == 0 || dim == -1)) {
                continue;
            }
            int axis = axis(op, dim);
            if (reduced[axis]) {
                throw new IllegalArgumentException(
                        op + ": dim " + dim + " is named twice in " + Arrays.toString(over) + ", the shape is " + this);
            }
            reduced[axis] = true;
        }
        return reduced;
    }

    /** Returns this shape with the marked dimensions set to 1 ({@code keepDim}) or left out. */
    public Shape reduce(boolean[] reduced, boolean keepDim) {
        int[] kept = new int[dims.length];
        int rank = 0;
        for (int i = 0; i < dims.length; i++) {
            if (!reduced[i]) {
                kept[rank++] = dims[i];
            } else if (keepDim) {
                kept[rank++] = 1;
            }
        }
        return of(Arrays.copyOf(kept, rank));
    }

    /** Returns this shape with dimension {@code axis} (in {@code [0, rank)}) set to {@code size}. */
    public Shape with(int axis, int size) {
        int[] changed = dims.clone();
        changed[axis] = size;
        return of(changed);
    }

    /** Returns this shape without dimension {@code axis} (in {@code [0, rank)}). */
    public Shape without(int axis) {
        boolean[] dropped = new boolean[dims.length];
        dropped[axis] = true;
        return reduce(dropped, false);
    }

    /**
     * Returns the shape that two shapes broadcast to by NumPy's rules: aligned at the last dimension, sizes equal or 1.
     *
     * @param op the op's name, for the message
     * @throws IllegalArgumentException if they do not fit
     */
    public static Shape broadcast(String op, Shape left, Shape right) {
        if (left.equals(right)) {
            return left;
        }
        int rank = Math.max(left.rank(), right.rank());
        int[] result = new int[rank];
        for (int i = 1; i <= rank; i++) {
            int a = i <= left.rank() ? left.dims[left.rank() - i] : 1;
            int b = i <= right.rank() ? right.dims[right.rank() - i] : 1;
            if (a != b && a != 1 && b != 1) {
                throw new IllegalArgumentException(op + ": shapes do not broadcast, left " + left + " and right "
                        + right + " differ in dimension -" + i);
            }
            result[rank - i] = a == 1 ? b : a;
        }
        return of(result);
    }

    /** Tells whether a tensor of this shape broadcasts to the target as it is. */
    public boolean expandsTo(Shape target) {
        int added = target.rank() - rank();
        boolean expands = added >= 0;
        for (int i = 0; expands && i < rank(); i++) {
            expands = dims[i] == 1 || dims[i] == target.dims[added + i];
        }
        return expands;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Shape that && Arrays.equals(dims, that.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** Returns the dimensions in brackets: {@code [2, 3]}. */
    @Override
    public String toString() {
        return Arrays.toString(dims);
    }
}

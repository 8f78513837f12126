package dev.adjoint;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a tensor lie in its storage: element {@code (i_0, i_1, …)} at {@code offset + Σ i_k ·
 * stride_k}.
 *
 * <p>Immutable. A view of a tensor is another layout over the same storage. A stride of 0 repeats elements (broadcast).
 */
public final class Layout {
    private final Shape shape;
    private final int[] strides;
    private final int offset;
    private final boolean contiguous;

    private Layout(Shape shape, int[] strides, int offset) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.contiguous = isRowMajor(shape, strides);
    }

    static Layout contiguous(Shape shape) {
        int[] strides = new int[shape.rank()];
        int step = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = step;
            step *= Math.max(1, shape.dim(i));
        }
        return new Layout(shape, strides, 0);
    }

    private static boolean isRowMajor(Shape shape, int[] strides) {
        int step = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            int dim = shape.dim(i);
            if (dim != 1 && strides[i] != step) {
                return shape.size() == 0;
            }
            step *= dim;
        }
        return true;
    }

    /** Returns the shape. */
    public Shape shape() {
        return shape;
    }

    /** Returns the index of the first element. */
    public int offset() {
        return offset;
    }

    /** Returns the stride of dimension {@code axis} in {@code [0, rank)}. */
    public int stride(int axis) {
        return strides[axis];
    }

    /** Returns all strides, as a fresh array. */
    public int[] strides() {
        return strides.clone();
    }

    /** Tells whether the elements lie one after the other in row-major order from {@link #offset} on. */
    public boolean isContiguous() {
        return contiguous;
    }

    /** Tells whether the elements lie in row-major order from index 0 on, the form that element-wise loops take. */
    public boolean isFlat() {
        return contiguous && offset == 0;
    }

    /** Tells whether all elements are one and the same: a single element, repeated by strides of 0 or not at all. */
    public boolean isConstant() {
        for (int i = 0; i < strides.length; i++) {
            if (strides[i] != 0 && shape.dim(i) != 1) {
                return false;
            }
        }
        return shape.size() > 0;
    }

    /** Tells whether, in row-major order, the elements are the first {@code period} of them over and over. */
    boolean repeatsAfter(int period) {
        int inner = 1;
        int i = strides.length;
        while (i > 0 && inner < period) {
            inner *= shape.dim(--i);
        }
        if (inner != period) {
            return false;
        }
        while (i > 0) {
            if (strides[--i] != 0 && shape.dim(i) != 1) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether several positions share one element, so that writing one would change another. */
    public boolean isRepeating() {
        for (int i = 0; i < strides.length; i++) {
            if (strides[i] == 0 && shape.dim(i) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Returns the layout whose dimension {@code i} is this one's dimension {@code order[i]}, each named once. */
    public Layout permute(int[] order) {
        int[] dims = new int[order.length];
        int[] permuted = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            dims[i] = shape.dim(order[i]);
            permuted[i] = strides[order[i]];
        }
        return new Layout(Shape.of(dims), permuted, offset);
    }

    /** Returns the layout of the diagonal {@code (i, i + shift)} of two axes, which are dropped, as a new last one. */
    public Layout diagonal(int shift, int axis0, int axis1) {
        int first = Math.max(0, -shift);
        int length = Math.max(0, Math.min(shape.dim(axis0) - first, shape.dim(axis1) - first - shift));
        int rank = shape.rank() - 1;
        int[] dims = new int[rank];
        int[] kept = new int[rank];
        int next = 0;
        for (int i = 0; i <= rank; i++) {
            if (i != axis0 && i != axis1) {
                dims[next] = shape.dim(i);
                kept[next++] = strides[i];
            }
        }
        dims[next] = length;
        kept[next] = strides[axis0] + strides[axis1];
        int start = length == 0 ? offset : offset + first * strides[axis0] + (first + shift) * strides[axis1];
        return new Layout(Shape.of(dims), kept, start);
    }

    /** Returns the layout of {@code length} elements from {@code start} on, {@code step} apart, along {@code axis}. */
    public Layout slice(int axis, int start, int step, int length) {
        int[] sliced = strides.clone();
        sliced[axis] *= step;
        int first = length == 0 ? offset : offset + start * strides[axis];
        return new Layout(shape.with(axis, length), sliced, first);
    }

    /**
     * Returns the layout that repeats elements to fill {@code target}: stride 0 where a dimension is new or was 1.
     *
     * @throws IllegalArgumentException if this shape does not broadcast to {@code target}
     */
    public Layout expand(String op, Shape target) {
        if (target.equals(shape)) {
            return this;
        }
        if (target.rank() < shape.rank() || !Shape.broadcast(op, shape, target).equals(target)) {
            throw new IllegalArgumentException(op + ": shape " + shape + " does not expand to " + target);
        }
        int[] expanded = new int[target.rank()];
        int added = target.rank() - shape.rank();
        for (int i = 0; i < shape.rank(); i++) {
            expanded[added + i] = shape.dim(i) == 1 ? 0 : strides[i];
        }
        return new Layout(target, expanded, offset);
    }

    /**
     * Tells whether the elements can be seen in the given shape, of the same size, without a copy: always where they
     * lie one after the other, else where it only parts dimensions, or puts in and takes out those of size 1.
     */
    public boolean canView(Shape target) {
        return viewStrides(target) != null;
    }

    /** Returns this layout in another shape of the same size; only where {@link #canView} holds. */
    public Layout view(Shape target) {
        int[] viewed = viewStrides(target);
        if (viewed == null) {
            throw new IllegalArgumentException("view: shape " + target + " needs a copy of elements with " + this);
        }
        return contiguous && offset == 0 ? target.layout() : new Layout(target, viewed, offset);
    }

    private int @Nullable [] viewStrides(Shape target) {
        if (shape.size() != target.size()) {
            return null;
        }
        return contiguous ? target.layout().strides : parted(target);
    }

    /** Returns the strides of a shape whose dimensions are parts of this one's; null if it has others. */
    private int @Nullable [] parted(Shape target) {
        int[] parts = new int[target.rank()];
        int from = shape.rank();
        int left = 1;
        int stride = 0;
        for (int i = parts.length - 1; i >= 0; i--) {
            int dim = target.dim(i);
            if (dim == 1) {
                continue;
            }
            while (left == 1) {
                left = shape.dim(--from);
                stride = strides[from];
            }
            if (left % dim != 0) {
                return null;
            }
            parts[i] = stride;
            stride *= dim;
            left /= dim;
        }
        return parts;
    }

    /**
     * Checks that every element lies in an array of the given size.
     *
     * @throws IllegalArgumentException if not
     */
    void checkWithin(int arraySize) {
        long first = offset;
        long last = offset;
        for (int i = 0; i < strides.length; i++) {
            long reach = (long) strides[i] * (shape.dim(i) - 1);
            first += Math.min(reach, 0);
            last += Math.max(reach, 0);
        }
        if (shape.size() > 0 && (first < 0 || last >= arraySize)) {
            throw new IllegalArgumentException("layout: elements " + first + " to " + last
                    + " are not within an array of " + arraySize + " (" + this + ")");
        }
    }

    @Override
    public String toString() {
        return "shape " + shape + ", strides " + Arrays.toString(strides) + ", offset " + offset;
    }
}

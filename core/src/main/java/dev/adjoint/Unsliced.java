package dev.adjoint;

import dev.adjoint.kernel.Indexing;
import dev.adjoint.kernel.Parallel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of a tensor of which slices were taken: the sum of the slices' gradients, each with zeros around it.
 *
 * <p>It is computed when it is asked for. Slices side by side, those of {@link Tensor#chunk} for instance, are then put
 * in their places in one pass, where each alone would be a tensor of zeros, and each but the first a sum of two such
 * tensors. The elements are those of these sums, bit by bit. (What goes into the {@code grad} of a leaf is computed at
 * once, each slice by itself.)
 *
 * <p>Public for {@link dev.adjoint.op.SliceOp} alone, which lies in another package of this module.
 */
public final class Unsliced implements Storage.Source {
    /** A rough cost of one element, in nanoseconds. */
    private static final double NANOS = 0.3;

    /** Pieces of fewer elements are copied faster one slice after the other. */
    private static final int SHORTEST = 4;

    private final Shape shape;
    private final int axis;
    private final int start;
    private final Tensor slice;
    private final int version;

    /** The slice whose gradient arrived before, and with it all earlier ones; null if this is the first. */
    private final @Nullable Unsliced before;

    private final GradMode owner = GradMode.current();
    private final Workspace.@Nullable Step workspace = owner.step;

    private Unsliced(Shape shape, int axis, int start, Tensor slice, @Nullable Unsliced before) {
        this.shape = shape;
        this.axis = axis;
        this.start = start;
        this.slice = slice;
        this.version = slice.storage().version();
        this.before = before;
    }

    /**
     * For {@code SliceOp}: returns zeros of a shape, with the elements of {@code slice} at the places from
     * {@code start} on along an axis; null if it is too small, or lies in pieces too short, to gain by waiting.
     */
    public static @Nullable Tensor of(Shape shape, int axis, int start, Tensor slice) {
        if (shape.size() < Workspace.SMALLEST || slice.size(axis) * inner(shape, axis) < SHORTEST) {
            return null;
        }
        slice.storage().array(); // or it might wait for another, and that for the next, deeper than a stack
        return new Unsliced(shape, axis, start, slice.detach(), null).tensor();
    }

    /**
     * Returns the sum if both are gradients of slices, along one axis, that nobody has asked for; otherwise null. The
     * first two have no element in common, as the sum of two −0 is −0, but 0 + −0 + −0 is 0.
     */
    static @Nullable Tensor sum(Tensor a, Tensor b) {
        Unsliced first = waiting(a);
        Unsliced last = waiting(b);
        return first == null
                        || last == null
                        || last.before != null
                        || first.axis != last.axis
                        || (first.before == null && first.start < last.end() && last.start < first.end())
                ? null
                : new Unsliced(last.shape, last.axis, last.start, last.slice, first).tensor();
    }

    private int end() {
        return start + slice.size(axis);
    }

    private static @Nullable Unsliced waiting(Tensor x) {
        return x.storage().source() instanceof Unsliced unsliced
                        && unsliced.owner == GradMode.current()
                        && x.layout().isFlat()
                        && x.shape().equals(unsliced.shape)
                ? unsliced
                : null;
    }

    /** The number of elements at one place along the axis, one after the other. */
    private static int inner(Shape shape, int axis) {
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        return inner;
    }

    private Tensor tensor() {
        return Tensor.over(new Storage(this, slice.dtype()), shape.layout());
    }

    @Override
    public int size() {
        return shape.size();
    }

    @Override
    public void compute(Storage storage) {
        synchronized (owner) {
            if (storage.source() != null) {
                storage.fill(joined(Workspace.array(storage, size(), owner, workspace)));
            }
        }
    }

    private Object joined(Object out) {
        Deque<Unsliced> all = new ArrayDeque<>();
        for (Unsliced each = this; each != null; each = each.before) {
            all.push(each);
        }
        Indexing.Slice[] slices = all.stream().map(Unsliced::indexed).toArray(Indexing.Slice[]::new);
        int inner = inner(shape, axis);
        Parallel.range(
                size(), NANOS, 16, (from, to) -> Indexing.unslice(slices, shape.dim(axis), inner, from, to, out));
        return out;
    }

    private Indexing.Slice indexed() {
        if (slice.storage().version() != version) {
            throw new IllegalStateException("slice: the upstream gradient of shape " + slice.shape()
                    + " was changed in place before the gradient of the input was computed; change a copy");
        }
        return new Indexing.Slice(slice.contiguous().storage().array(), start, slice.size(axis));
    }
}

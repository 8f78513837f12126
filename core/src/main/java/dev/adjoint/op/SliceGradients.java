package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowParts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * For the backward pass: the gradients of slices of one tensor that lie side by side. Together they are written once
 * into the gradient of the tensor; each by itself ({@link UnsliceOp}) would be filled up with zeros, to be added.
 */
public final class SliceGradients {
    private final SliceOp first;
    private final int axis;
    private final boolean[] covered;
    private final List<SliceOp> slices = new ArrayList<>();
    private final List<Tensor> upstreams = new ArrayList<>();

    private SliceGradients(SliceOp first) {
        this.first = first;
        this.axis = first.axis();
        this.covered = new boolean[first.source().dim(axis)];
    }

    /**
     * Returns a collection that begins with an op and the gradient of its output; null if the op is no slice, or leaves
     * out elements in between.
     */
    public static @Nullable SliceGradients of(Op op, Tensor upstream) {
        SliceGradients begun = op instanceof SliceOp slice ? new SliceGradients(slice) : null;
        return begun != null && begun.add(op, upstream) ? begun : null;
    }

    /** Adds one more; returns false, and adds nothing, if it is no slice beside those that are there. */
    public boolean add(Op op, Tensor upstream) {
        if (!(op instanceof SliceOp slice) || slice.step() != 1 || slice.axis() != axis) {
            return false;
        }
        int end = slice.start() + upstream.size(axis);
        for (int i = slice.start(); i < end; i++) {
            if (covered[i]) {
                return false;
            }
        }
        Arrays.fill(covered, slice.start(), end, true);
        slices.add(slice);
        upstreams.add(upstream);
        return true;
    }

    /** Returns the gradient of the tensor: the bits of the sum of the gradients by each slice. */
    public Tensor join() {
        if (slices.size() == 1) {
            return first.backward(upstreams.get(0));
        }
        Shape shape = first.source();
        DType dtype = upstreams.get(0).dtype();
        Tensor whole = isCovered() ? Tensor.empty(dtype, shape) : Tensor.zeros(dtype, shape);
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        int n = shape.dim(axis) * inner;
        int rows = n == 0 ? 0 : shape.size() / n;
        int[] starts = new int[slices.size()];
        int[] lengths = new int[starts.length];
        for (int p = 0; p < starts.length; p++) {
            starts[p] = slices.get(p).start() * inner;
            lengths[p] = upstreams.get(p).size(axis) * inner;
        }
        if (dtype == DType.FLOAT32) {
            float[][] parts = upstreams.stream().map(Pointwise::floats).toArray(float[][]::new);
            RowParts.join(parts, starts, lengths, rows, n, whole.storage().floats());
        } else {
            double[][] parts = upstreams.stream().map(Pointwise::doubles).toArray(double[][]::new);
            RowParts.join(parts, starts, lengths, rows, n, whole.storage().doubles());
        }
        return whole;
    }

    private boolean isCovered() {
        for (boolean one : covered) {
            if (!one) {
                return false;
            }
        }
        return true;
    }
}

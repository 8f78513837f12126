package dev.adjoint;

import dev.adjoint.op.CopyOp;
import dev.adjoint.op.DiagonalViewOp;
import dev.adjoint.op.ExpandOp;
import dev.adjoint.op.FlipOp;
import dev.adjoint.op.PadOp;
import dev.adjoint.op.PermuteOp;
import dev.adjoint.op.Rearrange;
import dev.adjoint.op.ReshapeOp;
import dev.adjoint.op.SliceOp;
import dev.adjoint.op.TriangleOp;
import java.util.List;

/** The same elements in another shape. All but {@link #contiguous} and some reshapes are views that copy nothing. */
public sealed interface ShapeMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** The elements in row-major order in another shape; one size may be −1 and is worked out. */
    default Tensor reshape(int... dims) {
        return ReshapeOp.reshape(self(), dims);
    }

    /** The elements in row-major order in another shape. */
    default Tensor reshape(Shape shape) {
        return ReshapeOp.reshape(self(), shape);
    }

    /** Joins the dimensions from {@code startDim} to {@code endDim}, both included, into one. */
    default Tensor flatten(int startDim, int endDim) {
        return ReshapeOp.flatten(self(), startDim, endDim);
    }

    /** Joins all dimensions into one. */
    default Tensor flatten() {
        return reshape(-1);
    }

    /** Adds a dimension of size 1 at the given place. */
    default Tensor unsqueeze(int dim) {
        return ReshapeOp.unsqueeze(self(), dim);
    }

    /** Drops a dimension if its size is 1. */
    default Tensor squeeze(int dim) {
        return ReshapeOp.squeeze(self(), dim);
    }

    /** Drops all dimensions of size 1. */
    default Tensor squeeze() {
        return ReshapeOp.squeeze(self());
    }

    /** Puts the dimensions in another order: dimension i of the result is dimension {@code dims[i]}. */
    default Tensor permute(int... dims) {
        return PermuteOp.permute(self(), dims);
    }

    /** Swaps two dimensions. */
    default Tensor transpose(int dim0, int dim1) {
        return PermuteOp.transpose(self(), dim0, dim1);
    }

    /** The transpose of a matrix. */
    default Tensor t() {
        return PermuteOp.t(self());
    }

    /** Repeats elements along dimensions of size 1 and new leading ones, without a copy; −1 keeps a size. */
    default Tensor expand(int... dims) {
        return ExpandOp.expand(self(), dims);
    }

    /** Repeats elements along dimensions of size 1 and new leading ones, without a copy. */
    default Tensor expand(Shape shape) {
        return ExpandOp.expand(self(), shape);
    }

    /**
     * Elements {@code start, start + step, …} before {@code end} along a dimension, by Python's rules for negatives.
     */
    default Tensor slice(int dim, int start, int end, int step) {
        return SliceOp.slice(self(), dim, start, end, step);
    }

    /** Elements {@code start, start + 1, …} before {@code end} along a dimension, by Python's rules for negatives. */
    default Tensor slice(int dim, int start, int end) {
        return slice(dim, start, end, 1);
    }

    /** {@code length} elements from {@code start} on along a dimension; out of range is an error. */
    default Tensor narrow(int dim, int start, int length) {
        return SliceOp.narrow(self(), dim, start, length);
    }

    /** The slice at one index along a dimension, which is dropped. */
    default Tensor select(int dim, int index) {
        return SliceOp.select(self(), dim, index);
    }

    /** This tensor if its elements lie in row-major order from the start of their array, otherwise a copy that does. */
    default Tensor contiguous() {
        return ReshapeOp.contiguous(self());
    }

    /** A copy of the elements; gradients flow through. */
    default Tensor copy() {
        return new CopyOp().apply(self());
    }

    /**
     * Places of one value around the elements: {@code padding} names how many before and behind the last dimension,
     * then before and behind the one before it, and so on. Negative numbers cut elements off.
     */
    default Tensor pad(double value, int... padding) {
        return PadOp.pad(self(), value, padding);
    }

    /** The elements in reverse order along the dimensions. */
    default Tensor flip(int... dims) {
        return FlipOp.flip(self(), dims);
    }

    /** Parts of the given sizes along a dimension. */
    default List<Tensor> split(int dim, int... sizes) {
        return Rearrange.split(self(), dim, sizes);
    }

    /** Parts of one size along a dimension, the last as small as what is left. */
    default List<Tensor> splitEvery(int dim, int size) {
        return Rearrange.splitEvery(self(), dim, size);
    }

    /** At most that many parts along a dimension, all of one size but the last; exactly that many if it is empty. */
    default List<Tensor> chunk(int dim, int chunks) {
        return Rearrange.chunk(self(), dim, chunks);
    }

    /** Shifts elements along dimensions; those that leave at the end enter at the start. No dims: as one long row. */
    default Tensor roll(int[] shifts, int... dims) {
        return Rearrange.roll(self(), shifts, dims);
    }

    /** The whole tensor again and again along each dimension. */
    default Tensor repeat(int... repeats) {
        return Rearrange.repeat(self(), repeats);
    }

    /** The elements on and below the diagonal {@code j = i + diagonal} of the last two dimensions, 0 elsewhere. */
    default Tensor tril(int diagonal) {
        return new TriangleOp(true, diagonal).apply(self());
    }

    /** The elements on and above the diagonal {@code j = i + diagonal} of the last two dimensions, 0 elsewhere. */
    default Tensor triu(int diagonal) {
        return new TriangleOp(false, diagonal).apply(self());
    }

    /** The elements at {@code (i, i + offset)} of two dimensions, as a new last one; a view. */
    default Tensor diagonal(int offset, int dim0, int dim1) {
        return DiagonalViewOp.diagonal(self(), offset, dim0, dim1);
    }
}

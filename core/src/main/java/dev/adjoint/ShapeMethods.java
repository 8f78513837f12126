package dev.adjoint;

import dev.adjoint.op.CopyOp;
import dev.adjoint.op.ExpandOp;
import dev.adjoint.op.PermuteOp;
import dev.adjoint.op.ReshapeOp;
import dev.adjoint.op.SliceOp;

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
}

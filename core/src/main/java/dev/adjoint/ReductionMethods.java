package dev.adjoint;

import dev.adjoint.op.AmaxOp;
import dev.adjoint.op.ArgMax;
import dev.adjoint.op.CumsumOp;
import dev.adjoint.op.LogSoftmaxOp;
import dev.adjoint.op.LogSumExpOp;
import dev.adjoint.op.Scans;
import dev.adjoint.op.SoftmaxOp;
import dev.adjoint.op.Statistics;
import dev.adjoint.op.SumOp;

/**
 * Sums, means, maxima over dimensions, and softmax along one.
 *
 * <p>Dimensions may be negative, counted from the last; none named means all, and so does an empty array, but for
 * {@link #all(boolean, int...)} and {@link #any(boolean, int...)}. The reduced dimensions are left out of the result,
 * or kept with size 1 if {@code keepDim}.
 */
public sealed interface ReductionMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** {@code Σ x}; {@code BOOL} and {@code INT64} sum to {@code INT64}. */
    default Tensor sum(int... dims) {
        return sum(false, dims);
    }

    /** {@code Σ x}, as {@link #sum(int...)}. */
    default Tensor sum(boolean keepDim, int... dims) {
        return new SumOp(keepDim, dims).apply(self());
    }

    /** Returns the sum over the dimensions along which {@code target} was broadcast to this shape. */
    default Tensor sumTo(Shape target) {
        return SumOp.sumTo(self(), target);
    }

    /** {@code Σ x / n}; NaN over no elements. */
    default Tensor mean(int... dims) {
        return mean(false, dims);
    }

    /** {@code Σ x / n}, as {@link #mean(int...)}. */
    default Tensor mean(boolean keepDim, int... dims) {
        return SumOp.mean(self(), keepDim, dims);
    }

    /** The largest element; NaN if one is NaN. Elements that tie share the gradient evenly. */
    default Tensor amax(int... dims) {
        return amax(false, dims);
    }

    /** The largest element, as {@link #amax(int...)}. */
    default Tensor amax(boolean keepDim, int... dims) {
        return new AmaxOp(keepDim, dims).apply(self());
    }

    /** The smallest element; NaN if one is NaN. Elements that tie share the gradient evenly. */
    default Tensor amin(int... dims) {
        return amin(false, dims);
    }

    /** The smallest element, as {@link #amin(int...)}. */
    default Tensor amin(boolean keepDim, int... dims) {
        return AmaxOp.amin(self(), keepDim, dims);
    }

    /** The largest of all elements, as {@link #amax(int...)}. */
    default Tensor max() {
        return amax();
    }

    /** The smallest of all elements, as {@link #amin(int...)}. */
    default Tensor min() {
        return amin();
    }

    /** The largest elements along a dimension and where they are; the gradient goes to the chosen element alone. */
    default ValuesAndIndices max(int dim) {
        return ArgMax.max(self(), dim);
    }

    /** The smallest elements along a dimension and where they are; the gradient goes to the chosen element alone. */
    default ValuesAndIndices min(int dim) {
        return ArgMax.min(self(), dim);
    }

    /**
     * The index along a dimension of the largest element, the first of equals, {@code INT64}; a NaN counts as largest.
     */
    default Tensor argmax(int dim) {
        return ArgMax.argmax(self(), dim);
    }

    /**
     * The index along a dimension of the smallest element, the first of equals, {@code INT64}; a NaN counts as
     * smallest.
     */
    default Tensor argmin(int dim) {
        return ArgMax.argmin(self(), dim);
    }

    /** {@code ln Σ e^x}, stable for any magnitude. */
    default Tensor logSumExp(int... dims) {
        return logSumExp(false, dims);
    }

    /** {@code ln Σ e^x}, as {@link #logSumExp(int...)}. */
    default Tensor logSumExp(boolean keepDim, int... dims) {
        return new LogSumExpOp(keepDim, dims).apply(self());
    }

    /** {@code e^x_i / Σ_j e^x_j} along a dimension. */
    default Tensor softmax(int dim) {
        return new SoftmaxOp(dim).apply(self());
    }

    /** {@code x_i − ln Σ_j e^x_j} along a dimension. */
    default Tensor logSoftmax(int dim) {
        return new LogSoftmaxOp(dim).apply(self());
    }

    /** {@code Π x}, with the right gradient at zeros, too. */
    default Tensor prod(int... dims) {
        return prod(false, dims);
    }

    /** {@code Π x}, as {@link #prod(int...)}. */
    default Tensor prod(boolean keepDim, int... dims) {
        return Scans.prod(self(), keepDim, dims);
    }

    /** {@code Σ (x − mean)² / (n − 1)}, or {@code / n} if not {@code unbiased}. */
    default Tensor var(boolean unbiased, boolean keepDim, int... dims) {
        return Statistics.var(self(), unbiased, keepDim, dims);
    }

    /** The root of {@link #var}, with derivative 0 where all elements are equal. */
    default Tensor std(boolean unbiased, boolean keepDim, int... dims) {
        return Statistics.std(self(), unbiased, keepDim, dims);
    }

    /** {@code (Σ |x|^p)^(1/p)}; p may be infinite; the derivative at norm 0 is 0. */
    default Tensor norm(double p, boolean keepDim, int... dims) {
        return Statistics.norm(self(), p, keepDim, dims);
    }

    /** The Euclidean norm of all elements. */
    default Tensor norm() {
        return norm(2, false);
    }

    /** For {@code BOOL}: tells whether all elements are true. */
    default Tensor all(boolean keepDim) {
        return self().logicalNot().any(keepDim).logicalNot();
    }

    /** As {@link #all(boolean)}, over dimensions; an empty array of them reduces none, as in PyTorch. */
    default Tensor all(boolean keepDim, int... dims) {
        return self().logicalNot().any(keepDim, dims).logicalNot();
    }

    /** Tells whether any element is true, or of numbers not 0. */
    default Tensor any(boolean keepDim) {
        return self().ne(0).sum(keepDim).ne(0);
    }

    /** As {@link #any(boolean)}, over dimensions; an empty array of them reduces none, as in PyTorch. */
    default Tensor any(boolean keepDim, int... dims) {
        Tensor isTrue = self().ne(0);
        return dims.length == 0 ? isTrue : isTrue.sum(keepDim, dims).ne(0);
    }

    /** {@code y_i = x_0 + … + x_i} along a dimension. */
    default Tensor cumsum(int dim) {
        return CumsumOp.cumsum(self(), dim);
    }

    /** {@code y_i = x_0 · … · x_i} along a dimension. */
    default Tensor cumprod(int dim) {
        return Scans.cumprod(self(), dim);
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/** Kernels that turn rows into rows of the same length, applied along any dimension; nothing is recorded. */
final class Rows {
    private Rows() {}

    /** Reads and writes {@code rows} rows of {@code length} elements that lie one after the other. */
    @FunctionalInterface
    interface Kernel<A> {
        void run(A x, int rows, int length, A out);
    }

    /** As {@link Kernel} for two arrays read. */
    @FunctionalInterface
    interface PairKernel<A> {
        void run(A x, A y, int rows, int length, A out);
    }

    static Tensor map(String op, Tensor x, int dim, Kernel<float[]> floats, Kernel<double[]> doubles) {
        x.dtype().checkFloat(op);
        int axis = axis(op, x.shape(), dim);
        Tensor in = toLast(x, axis);
        int length = length(in);
        Tensor out = Tensor.empty(x.dtype(), in.shape());
        if (x.dtype() == DType.FLOAT32) {
            floats.run(Pointwise.floats(in), rows(in), length, out.storage().floats());
            return fromLast(out, axis);
        }
        doubles.run(Pointwise.doubles(in), rows(in), length, out.storage().doubles());
        return fromLast(out, axis);
    }

    static Tensor zip(Tensor x, Tensor y, int dim, PairKernel<float[]> floats, PairKernel<double[]> doubles) {
        int axis = axis("rows", x.shape(), dim);
        Tensor a = toLast(x, axis);
        Tensor b = toLast(y, axis);
        int length = length(a);
        Tensor out = Tensor.empty(x.dtype(), a.shape());
        if (x.dtype() == DType.FLOAT32) {
            floats.run(
                    Pointwise.floats(a),
                    Pointwise.floats(b),
                    rows(a),
                    length,
                    out.storage().floats());
            return fromLast(out, axis);
        }
        doubles.run(
                Pointwise.doubles(a),
                Pointwise.doubles(b),
                rows(a),
                length,
                out.storage().doubles());
        return fromLast(out, axis);
    }

    /** A scalar counts as one row of one element. */
    private static int axis(String op, Shape shape, int dim) {
        return shape.rank() == 0 && (dim == 0 || dim == -1) ? 0 : shape.axis(op, dim);
    }

    private static Tensor toLast(Tensor x, int axis) {
        return axis >= x.rank() - 1 ? x : PermuteOp.transpose(x, axis, -1);
    }

    private static Tensor fromLast(Tensor y, int axis) {
        return axis >= y.rank() - 1 ? y : PermuteOp.transpose(y, axis, -1);
    }

    private static int length(Tensor x) {
        return x.rank() == 0 ? 1 : x.size(-1);
    }

    private static int rows(Tensor x) {
        int length = length(x);
        return length == 0 ? 0 : x.size() / length;
    }
}

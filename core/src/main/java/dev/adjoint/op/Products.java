package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Layout;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Kernels;
import org.jspecify.annotations.Nullable;

/** The matrix product kernels, called with matrices that lie anywhere in the storage of tensors. */
final class Products {
    private Products() {}

    /** A matrix within a tensor: the last two dimensions, at an offset into the storage. */
    record Matrix(Tensor tensor, int offset, int rowStride, int columnStride) {
        /** Returns the matrix that the last two dimensions of the tensor hold at the given offset. */
        static Matrix of(Tensor tensor, int offset) {
            Layout layout = tensor.layout();
            int rank = tensor.rank();
            return new Matrix(tensor, offset, layout.stride(rank - 2), layout.stride(rank - 1));
        }

        /** Returns this matrix with rows and columns swapped. */
        Matrix transposed() {
            return new Matrix(tensor, offset, columnStride, rowStride);
        }
    }

    /**
     * Writes {@code a · b (+ bias)}, {@code [m, k] · [k, n]}, into rows of {@code out} that lie one after the other.
     */
    static void multiply(int m, int n, int k, Matrix a, Matrix b, @Nullable Tensor bias, Tensor out, int outOffset) {
        Matrix row = bias == null ? null : new Matrix(Pointwise.flat(bias), 0, 0, 1);
        multiplyAdd(m, n, k, a, b, row, out, outOffset);
    }

    /**
     * Writes {@code a · b (+ d)}, {@code [m, k] · [k, n]}, into rows of {@code out} that lie one after the other.
     *
     * @param d a matrix of column stride 1, or null; it may be the one that is written
     */
    static void multiplyAdd(int m, int n, int k, Matrix a, Matrix b, @Nullable Matrix d, Tensor out, int outOffset) {
        multiplyAdd(m, n, k, a, b, d, new Matrix(out, outOffset, n, 1));
    }

    /** A matrix {@code [k, n]} that many products use, copied as the kernels take it. */
    record Copied(Tensor copy, int k, int n) {
        /** Returns a copy of a tensor of two dimensions. */
        static Copied of(Tensor b) {
            int k = b.size(0);
            int n = b.size(1);
            Layout from = b.layout();
            boolean isFloat = b.dtype() == DType.FLOAT32;
            int size = isFloat ? Kernels.FLOAT_MATMUL.copySize(k, n) : Kernels.DOUBLE_MATMUL.copySize(k, n);
            Tensor copy = Tensor.empty(b.dtype(), Shape.of(size));
            if (isFloat) {
                float[] to = copy.storage().floats();
                Kernels.FLOAT_MATMUL.copy(
                        k, n, b.storage().floats(), from.offset(), from.stride(0), from.stride(1), to);
            } else {
                double[] to = copy.storage().doubles();
                Kernels.DOUBLE_MATMUL.copy(
                        k, n, b.storage().doubles(), from.offset(), from.stride(0), from.stride(1), to);
            }
            return new Copied(copy, k, n);
        }
    }

    /** As {@link #multiplyAdd(int, int, int, Matrix, Matrix, Matrix, Matrix)}, where the right matrix is copied. */
    static void multiplyAdd(int m, Matrix a, Copied b, @Nullable Matrix d, Matrix to) {
        Tensor out = to.tensor;
        if (out.dtype() == DType.FLOAT32) {
            Kernels.FLOAT_MATMUL.multiplyCopy(
                    m,
                    b.n,
                    b.k,
                    a.tensor.storage().floats(),
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    b.copy.storage().floats(),
                    d == null ? null : d.tensor.storage().floats(),
                    d == null ? 0 : d.offset,
                    d == null ? 0 : d.rowStride,
                    out.storage().floats(),
                    to.offset,
                    to.rowStride);
        } else {
            Kernels.DOUBLE_MATMUL.multiplyCopy(
                    m,
                    b.n,
                    b.k,
                    a.tensor.storage().doubles(),
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    b.copy.storage().doubles(),
                    d == null ? null : d.tensor.storage().doubles(),
                    d == null ? 0 : d.offset,
                    d == null ? 0 : d.rowStride,
                    out.storage().doubles(),
                    to.offset,
                    to.rowStride);
        }
    }

    /**
     * As {@link #multiplyAdd(int, int, int, Matrix, Matrix, Matrix, Tensor, int)}, into a matrix of column stride 1.
     */
    static void multiplyAdd(int m, int n, int k, Matrix a, Matrix b, @Nullable Matrix d, Matrix to) {
        Tensor out = to.tensor;
        if (out.dtype() == DType.FLOAT32) {
            Kernels.FLOAT_MATMUL.multiply(
                    m,
                    n,
                    k,
                    a.tensor.storage().floats(),
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    b.tensor.storage().floats(),
                    b.offset,
                    b.rowStride,
                    b.columnStride,
                    d == null ? null : d.tensor.storage().floats(),
                    d == null ? 0 : d.offset,
                    d == null ? 0 : d.rowStride,
                    out.storage().floats(),
                    to.offset,
                    to.rowStride);
        } else {
            Kernels.DOUBLE_MATMUL.multiply(
                    m,
                    n,
                    k,
                    a.tensor.storage().doubles(),
                    a.offset,
                    a.rowStride,
                    a.columnStride,
                    b.tensor.storage().doubles(),
                    b.offset,
                    b.rowStride,
                    b.columnStride,
                    d == null ? null : d.tensor.storage().doubles(),
                    d == null ? 0 : d.offset,
                    d == null ? 0 : d.rowStride,
                    out.storage().doubles(),
                    to.offset,
                    to.rowStride);
        }
    }

    /**
     * Checks that tensors have one float type.
     *
     * @throws IllegalArgumentException if not
     */
    static void checkTypes(String op, Tensor left, Tensor right) {
        if (!left.dtype().isFloat() || left.dtype() != right.dtype()) {
            throw new IllegalArgumentException(op + ": takes tensors of one float type, left is " + left.dtype()
                    + " and right " + right.dtype() + "; convert with to(DType)");
        }
    }
}

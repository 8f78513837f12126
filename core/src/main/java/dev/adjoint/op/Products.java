package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Layout;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The matrix product kernels, called with matrices that lie anywhere in the storage of tensors. */
final class Products {
    /** The columns of a panel: a multiple of what the kernels take at once. */
    private static final int PANEL = 32;

    /** A matrix of fewer rows is not copied. */
    private static final int FEW_ROWS = 8;

    /** Columns that are copied at once: about a line of the cache in each row. */
    private static final int LINE = 16;

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

    /**
     * Returns the columns of a matrix {@code [k, n]} in panels, each contiguous, for a matrix that is used again and
     * again.
     */
    static List<Tensor> panels(Tensor b) {
        List<Tensor> panels = new ArrayList<>();
        for (int j = 0; j < b.size(1); j += PANEL) {
            panels.add(Pointwise.flat(SliceOp.narrow(b, 1, j, Math.min(PANEL, b.size(1) - j))));
        }
        return panels;
    }

    /**
     * As {@link #multiplyAdd(int, int, int, Matrix, Matrix, Matrix, Tensor, int)} with b in {@link #panels}.
     *
     * @param out where to write the rows, with column stride 1
     */
    static void multiplyAdd(int m, int k, Matrix a, List<Tensor> panels, @Nullable Matrix d, Matrix out) {
        Matrix left = Kernels.SIMD && m >= FEW_ROWS ? columnsTogether(m, k, a) : a;
        int j = 0;
        for (Tensor panel : panels) {
            int n = panel.size(1);
            Matrix start = d == null ? null : new Matrix(d.tensor, d.offset + j, d.rowStride, 1);
            Matrix to = new Matrix(out.tensor, out.offset + j, out.rowStride, 1);
            multiplyAdd(m, n, k, left, new Matrix(panel, 0, n, 1), start, to);
            j += n;
        }
    }

    /** Returns a copy whose columns are contiguous, as tall tiles take them: one copy for all panels. */
    private static Matrix columnsTogether(int m, int k, Matrix a) {
        Tensor copy = Tensor.empty(a.tensor.dtype(), Shape.of(k, m));
        if (copy.dtype() == DType.FLOAT32) {
            float[] from = a.tensor.storage().floats();
            float[] to = copy.storage().floats();
            for (int start = 0; start < k; start += LINE) {
                int end = Math.min(start + LINE, k);
                for (int i = 0; i < m; i++) {
                    int row = a.offset + i * a.rowStride;
                    for (int p = start; p < end; p++) {
                        to[p * m + i] = from[row + p * a.columnStride];
                    }
                }
            }
        } else {
            double[] from = a.tensor.storage().doubles();
            double[] to = copy.storage().doubles();
            for (int start = 0; start < k; start += LINE) {
                int end = Math.min(start + LINE, k);
                for (int i = 0; i < m; i++) {
                    int row = a.offset + i * a.rowStride;
                    for (int p = start; p < end; p++) {
                        to[p * m + i] = from[row + p * a.columnStride];
                    }
                }
            }
        }
        return new Matrix(copy, 0, 1, m);
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

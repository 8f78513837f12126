package dev.adjoint.op;

import dev.adjoint.Layout;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code C = A·B}: {@code [*, m, k] · [*, k, n] → [*, m, n]}, where the leading dimensions are batches and broadcast.
 *
 * <p>The gradients are {@code upstream · Bᵀ} and {@code Aᵀ · upstream}.
 */
public final class MatmulOp extends Op {
    private @Nullable Saved left;
    private @Nullable Saved right;

    /** Takes two tensors of rank 2 or more. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor a = inputs[0];
        Tensor b = inputs[1];
        Products.checkTypes("matmul", a, b);
        if (a.rank() < 2 || b.rank() < 2 || a.size(-1) != b.size(-2)) {
            throw mismatch(a.shape(), b.shape());
        }
        left = save(a);
        right = save(b);
        int m = a.size(-2);
        int k = a.size(-1);
        int n = b.size(-1);
        if (a.rank() == 2 && b.rank() == 2) {
            Tensor c = Tensor.empty(a.dtype(), Shape.of(m, n));
            Products.multiply(
                    m,
                    n,
                    k,
                    Products.Matrix.of(a, a.layout().offset()),
                    Products.Matrix.of(b, b.layout().offset()),
                    null,
                    c,
                    0);
            return c;
        }
        return batched(a, b, m, n, k);
    }

    private static Tensor batched(Tensor a, Tensor b, int m, int n, int k) {
        Shape batch = Shape.broadcast("matmul", batch(a), batch(b));
        Tensor c = Tensor.empty(a.dtype(), append(batch, m, n));
        Layout placesA = a.layout().expand("matmul", append(batch, m, k));
        Layout placesB = b.layout().expand("matmul", append(batch, k, n));
        double nanos = 0.05 * m * n * k;
        Parallel.range(batch.size(), nanos, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                Products.Matrix left = Products.Matrix.of(a, offset(placesA, batch, i));
                Products.Matrix right = Products.Matrix.of(b, offset(placesB, batch, i));
                Products.multiply(m, n, k, left, right, null, c, i * m * n);
            }
        });
        return c;
    }

    /** Returns the leading dimensions: those before the matrices. */
    static Shape batch(Tensor x) {
        return Shape.of(Arrays.copyOf(x.shape().dims(), x.rank() - 2));
    }

    static Shape append(Shape batch, int rows, int columns) {
        int[] dims = Arrays.copyOf(batch.dims(), batch.rank() + 2);
        dims[batch.rank()] = rows;
        dims[batch.rank() + 1] = columns;
        return Shape.of(dims);
    }

    /** Returns where the matrix with the given number, in row-major order of the batch, starts. */
    static int offset(Layout places, Shape batch, int number) {
        int offset = places.offset();
        int rest = number;
        for (int i = batch.rank() - 1; i >= 0; i--) {
            offset += rest % batch.dim(i) * places.stride(i);
            rest /= batch.dim(i);
        }
        return offset;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor byLeft =
                needsGrad(0) ? matmul(upstream, afterForward(right).get().transpose(-2, -1)) : null;
        Tensor byRight = needsGrad(1) ? matmul(afterForward(left).get().transpose(-2, -1), upstream) : null;
        return new @Nullable Tensor[] {byLeft, byRight};
    }

    /** Implements {@link Tensor#matmul}: vectors become matrices, and a batch times one matrix becomes one product. */
    public static Tensor matmul(Tensor a, Tensor b) {
        if (a.rank() == 2 && b.rank() == 2) {
            return new MatmulOp().apply(a, b);
        }
        if (a.rank() == 0 || b.rank() == 0) {
            throw new IllegalArgumentException(
                    "matmul: takes tensors of 1 or more dimensions, left " + a.shape() + " and right " + b.shape());
        }
        if (a.size(-1) != b.size(Math.max(-2, -b.rank()))) {
            throw mismatch(a.shape(), b.shape());
        }
        if (b.rank() == 1) {
            return matmul(a, b.unsqueeze(1)).squeeze(-1);
        }
        if (a.rank() == 1) {
            return matmul(a.unsqueeze(0), b).squeeze(-2);
        }
        if (b.rank() == 2) {
            Tensor rows = a.reshape(batch(a).size() * a.size(-2), a.size(-1));
            return matmul(rows, b).reshape(append(batch(a), a.size(-2), b.size(-1)));
        }
        return new MatmulOp().apply(a, b);
    }

    /** Implements {@link Tensor#dot}. */
    public static Tensor dot(Tensor a, Tensor b) {
        if (a.rank() != 1 || b.rank() != 1 || a.size() != b.size()) {
            throw new IllegalArgumentException(
                    "dot: takes two vectors of one length, left " + a.shape() + " and right " + b.shape());
        }
        return matmul(a, b);
    }

    private static IllegalArgumentException mismatch(Shape a, Shape b) {
        return new IllegalArgumentException("matmul: inner dimensions differ, left " + a + " and right " + b);
    }
}

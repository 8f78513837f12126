package dev.adjoint;

import dev.adjoint.op.LinearOp;
import dev.adjoint.op.MatmulOp;
import org.jspecify.annotations.Nullable;

/** Products of vectors, matrices and batches of matrices. */
public sealed interface LinearAlgebraMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * The matrix product {@code x · y}: {@code [m, k] · [k, n] → [m, n]}; leading dimensions are batches and broadcast;
     * a 1-d tensor is a row on the left, a column on the right, and that dimension is dropped from the result.
     */
    default Tensor matmul(Tensor y) {
        return MatmulOp.matmul(self(), y);
    }

    /**
     * {@code x · weightᵀ + bias}: {@code x: [*, in]}, {@code weight: [out, in]}, {@code bias: [out]} or null →
     * {@code [*, out]}.
     */
    default Tensor linear(Tensor weight, @Nullable Tensor bias) {
        return LinearOp.linear(self(), weight, bias);
    }

    /** {@code Σ x_i · y_i} of two vectors of one length. */
    default Tensor dot(Tensor y) {
        return MatmulOp.dot(self(), y);
    }

    /** {@code x_i · y_j}: {@code [n], [m] → [n, m]}. */
    default Tensor outer(Tensor y) {
        return self().reshape(-1, 1).mul(y.reshape(1, -1));
    }

    /** {@code β · this + α · (x · y)}, the product of matrices. */
    default Tensor addmm(Tensor x, Tensor y, double beta, double alpha) {
        return self().mul(beta).add(x.matmul(y).mul(alpha));
    }
}

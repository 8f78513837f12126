package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowSoftmax;
import org.jspecify.annotations.Nullable;

/**
 * {@code y_i = x_i − ln Σ_j e^x_j} along a dimension, computed with the maximum subtracted first.
 *
 * <p>The gradient is {@code upstream − e^y · Σ upstream}.
 */
public final class LogSoftmaxOp extends UnaryOp {
    private final int dim;
    private @Nullable Saved output;

    /** Makes the op for a dimension that may be negative. */
    public LogSoftmaxOp(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = Rows.map(name(), x, dim, RowSoftmax::logSoftmax, RowSoftmax::logSoftmax);
        output = save(y);
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Tensor y = afterForward(output).get();
        checkUpstream(upstream, y);
        if (Autograd.isRecording()) {
            int[] axis = y.rank() == 0 ? new int[0] : new int[] {dim};
            return upstream.sub(y.exp().mul(upstream.sum(true, axis)));
        }
        return Rows.zip(y, upstream, dim, RowSoftmax::logSoftmaxBackward, RowSoftmax::logSoftmaxBackward);
    }
}

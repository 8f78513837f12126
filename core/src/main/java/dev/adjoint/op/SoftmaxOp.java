package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowSoftmax;
import org.jspecify.annotations.Nullable;

/**
 * {@code y_i = e^x_i / Σ_j e^x_j} along a dimension, computed with the maximum subtracted first.
 *
 * <p>The gradient is {@code y · (upstream − Σ upstream · y)}.
 */
public final class SoftmaxOp extends UnaryOp {
    private final int dim;
    private @Nullable Saved output;

    /** Makes the op for a dimension that may be negative. */
    public SoftmaxOp(int dim) {
        this.dim = dim;
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = Rows.map(name(), x, dim, RowSoftmax::softmax, RowSoftmax::softmax);
        output = save(y);
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Tensor y = afterForward(output).get();
        checkUpstream(upstream, y);
        if (Autograd.isRecording()) {
            return y.mul(upstream.sub(upstream.mul(y).sum(true, axis(y))));
        }
        return Rows.zip(y, upstream, dim, RowSoftmax::softmaxBackward, RowSoftmax::softmaxBackward);
    }

    private int[] axis(Tensor y) {
        return y.rank() == 0 ? new int[0] : new int[] {dim};
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowSoftmax;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = ln Σ e^x} over dimensions, computed as {@code m + ln Σ e^(x−m)} with m the maximum, so it neither
 * overflows nor underflows. The gradient is {@code upstream · e^(x−y)}.
 */
public final class LogSumExpOp extends UnaryOp {
    private final boolean keepDim;
    private final int[] dims;
    private @Nullable Saved input;
    private @Nullable Saved output;

    /** Makes the op over the dimensions, all if none is named. */
    public LogSumExpOp(boolean keepDim, int... dims) {
        this.keepDim = keepDim;
        this.dims = dims.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        x.dtype().checkFloat("logSumExp");
        input = save(x);
        boolean[] reduced = x.shape().reduced("logSumExp", dims);
        Tensor y = rows(Along.last(x, reduced)).reshape(x.shape().reduce(reduced, keepDim));
        output = save(y);
        return y;
    }

    private static Tensor rows(Tensor x) {
        int length = x.size(-1);
        int rows = x.shape().with(x.rank() - 1, 1).size();
        if (x.dtype() == DType.FLOAT32) {
            float[] out = new float[rows];
            RowSoftmax.logSumExp(Pointwise.floats(x), rows, length, out);
            return Tensor.of(out);
        }
        double[] out = new double[rows];
        RowSoftmax.logSumExp(Pointwise.doubles(x), rows, length, out);
        return Tensor.of(out);
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Tensor x = afterForward(input).get();
        boolean[] reduced = x.shape().reduced("logSumExp", dims);
        Tensor share = x.sub(SumOp.kept(afterForward(output).get(), x.shape(), reduced))
                .exp();
        return SumOp.kept(upstream, x.shape(), reduced).mul(share);
    }
}

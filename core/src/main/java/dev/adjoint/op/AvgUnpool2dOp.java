package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneMeans;
import dev.adjoint.kernel.Spans;

/** Each element spread evenly over its window: the gradient of {@link AvgPool2dOp}, and its gradient is that op. */
final class AvgUnpool2dOp extends UnaryOp {
    private final Spans rows;
    private final Spans columns;

    AvgUnpool2dOp(Spans rows, Spans columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Tensor forward(Tensor y) {
        Tensor flat = Pointwise.flat(y);
        Tensor x = Tensor.zeros(y.dtype(), Planes.resized(y.shape(), rows.size(), columns.size()));
        int in = rows.count() * columns.count();
        int out = rows.size() * columns.size();
        Parallel.range(Planes.count(y.shape()), (double) in + out, 1, (from, to) -> {
            for (int p = from; p < to; p++) {
                if (y.dtype() == DType.FLOAT32) {
                    float[] to32 = x.storage().floats();
                    PlaneMeans.spread(rows, columns, flat.storage().floats(), p * in, to32, p * out);
                } else {
                    double[] to64 = x.storage().doubles();
                    PlaneMeans.spread(rows, columns, flat.storage().doubles(), p * in, to64, p * out);
                }
            }
        });
        return x;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new AvgPool2dOp(rows, columns).apply(upstream);
    }
}

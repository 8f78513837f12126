package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneMeans;
import dev.adjoint.kernel.Spans;

/**
 * The mean of each window: {@code [*, h, w] → [*, h', w']}. The elements of a window share its gradient evenly.
 *
 * <p>Padding counts as zeros or, where it is not to be counted, not at all.
 */
public final class AvgPool2dOp extends UnaryOp {
    private final Spans rows;
    private final Spans columns;

    AvgPool2dOp(Spans rows, Spans columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor flat = Pointwise.flat(x);
        Tensor y = Tensor.empty(x.dtype(), Planes.resized(x.shape(), rows.count(), columns.count()));
        int in = rows.size() * columns.size();
        int out = rows.count() * columns.count();
        Parallel.range(Planes.count(x.shape()), (double) in + out, 1, (from, to) -> {
            for (int p = from; p < to; p++) {
                if (x.dtype() == DType.FLOAT32) {
                    float[] to32 = y.storage().floats();
                    PlaneMeans.mean(rows, columns, flat.storage().floats(), p * in, to32, p * out);
                } else {
                    double[] to64 = y.storage().doubles();
                    PlaneMeans.mean(rows, columns, flat.storage().doubles(), p * in, to64, p * out);
                }
            }
        });
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new AvgUnpool2dOp(rows, columns).apply(upstream);
    }

    /** Implements {@link Tensor#avgPool2d(Window, Window, boolean, boolean)}. */
    public static Tensor avgPool2d(
            Tensor x, Window vertical, Window horizontal, boolean ceilMode, boolean countIncludePad) {
        Planes.check("avgPool2d", x);
        Spans rows = spans(vertical, x.size(-2), ceilMode, countIncludePad);
        Spans columns = spans(horizontal, x.size(-1), ceilMode, countIncludePad);
        return new AvgPool2dOp(rows, columns).apply(x);
    }

    private static Spans spans(Window window, int size, boolean ceilMode, boolean countIncludePad) {
        if (window.padding() == Window.SAME || 2L * window.padding() > window.kernel() || window.dilation() != 1) {
            throw new IllegalArgumentException(
                    "avgPool2d: the padding must be at most half of the window and the dilation 1, got " + window);
        }
        return Spans.of(window.over("avgPool2d", size, ceilMode), countIncludePad);
    }

    /** Implements {@link Tensor#adaptiveAvgPool2d}. */
    public static Tensor adaptiveAvgPool2d(Tensor x, int height, int width) {
        Planes.check("adaptiveAvgPool2d", x);
        if (height < 0 || width < 0) {
            throw new IllegalArgumentException(
                    "adaptiveAvgPool2d: expects an output of sizes >= 0, got [" + height + ", " + width + "]");
        }
        return new AvgPool2dOp(Spans.even(x.size(-2), height), Spans.even(x.size(-1), width)).apply(x);
    }
}

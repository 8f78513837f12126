package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneMaxima;
import dev.adjoint.kernel.Spans;
import org.jspecify.annotations.Nullable;

/**
 * The largest element of each window, NaN if one is NaN: {@code [*, h, w] → [*, h', w']}. Padding is never chosen.
 *
 * <p>The gradient goes to the chosen element alone, the first of equals in row-major order.
 */
public final class MaxPool2dOp extends UnaryOp {
    private final Spans rows;
    private final Spans columns;
    private @Nullable Saved places;

    private MaxPool2dOp(Spans rows, Spans columns) {
        this.rows = rows;
        this.columns = columns;
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor flat = Pointwise.flat(x);
        Tensor y = Tensor.empty(x.dtype(), Planes.resized(x.shape(), rows.count(), columns.count()));
        int planes = Planes.count(x.shape());
        int in = rows.size() * columns.size();
        int out = rows.count() * columns.count();
        Tensor index = Tensor.empty(DType.INT64, Shape.of(planes, out));
        long[] found = index.storage().longs();
        Parallel.range(planes, 2.0 * in + 4.0 * out, 1, (from, to) -> {
            for (int p = from; p < to; p++) {
                if (x.dtype() == DType.FLOAT32) {
                    float[] to32 = y.storage().floats();
                    PlaneMaxima.find(rows, columns, flat.storage().floats(), p * in, to32, found, p * out);
                } else {
                    double[] to64 = y.storage().doubles();
                    PlaneMaxima.find(rows, columns, flat.storage().doubles(), p * in, to64, found, p * out);
                }
            }
        });
        places = save(index);
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new MaxUnpool2dOp(rows.size(), columns.size())
                .apply(upstream, afterForward(places).get());
    }

    /** Implements {@link Tensor#maxPool2d(Window, Window, boolean)}. */
    public static Tensor maxPool2d(Tensor x, Window vertical, Window horizontal, boolean ceilMode) {
        Planes.check("maxPool2d", x);
        return new MaxPool2dOp(spans(vertical, x.size(-2), ceilMode), spans(horizontal, x.size(-1), ceilMode)).apply(x);
    }

    private static Spans spans(Window window, int size, boolean ceilMode) {
        if (window.padding() == Window.SAME || 2L * window.padding() > window.reach()) {
            throw new IllegalArgumentException(
                    "maxPool2d: the padding must be at most half of the window, got " + window);
        }
        Spans spans = Spans.of(window.over("maxPool2d", size, ceilMode), false);
        for (int i = 0; i < spans.count(); i++) {
            if (spans.isEmpty(i)) {
                throw new IllegalArgumentException(
                        "maxPool2d: window " + i + " of " + window + " over " + size + " elements holds none of them");
            }
        }
        return spans;
    }
}

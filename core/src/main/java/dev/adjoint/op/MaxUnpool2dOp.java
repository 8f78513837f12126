package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.kernel.PlaneMaxima;
import org.jspecify.annotations.Nullable;

/**
 * Each element added to its place in a plane of zeros, {@code [*, h', w'] → [*, h, w]}: the gradient of
 * {@link MaxPool2dOp}. Its own gradient is gathered from those places.
 */
final class MaxUnpool2dOp extends Op {
    private final int height;
    private final int width;
    private @Nullable Saved places;

    /** Makes the op for planes {@code [height, width]}. */
    MaxUnpool2dOp(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** Takes the elements and their places {@code [planes, h' · w']}, each in {@code [0, h · w)}. */
    @Override
    public Tensor forward(Tensor... inputs) {
        places = save(inputs[1]);
        Tensor y = Pointwise.flat(inputs[0]);
        Tensor x = Tensor.empty(y.dtype(), Planes.resized(y.shape(), height, width));
        long[] to = Pointwise.longs(inputs[1]);
        int in = inputs[1].size(1);
        int out = height * width;
        Parallel.range(inputs[1].size(0), 0.1 * out + in, 1, (from, end) -> {
            for (int p = from; p < end; p++) {
                if (y.dtype() == DType.FLOAT32) {
                    PlaneMaxima.spread(
                            y.storage().floats(), to, p, in, x.storage().floats(), out);
                } else {
                    PlaneMaxima.spread(
                            y.storage().doubles(), to, p, in, x.storage().doubles(), out);
                }
            }
        });
        return x;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor index = afterForward(places).get();
        Shape source = inputs()[0].shape();
        return new @Nullable Tensor[] {
            upstream.reshape(index.size(0), height * width).gather(1, index).reshape(source), null
        };
    }
}

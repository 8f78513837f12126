package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Fusion;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Reduce;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = Σ x} over dimensions; each element gets the gradient of its sum.
 *
 * <p>Summed in a fixed tree, the same on every machine: see {@link Reduce}.
 */
public final class SumOp extends UnaryOp {
    private final boolean keepDim;
    private final int[] dims;
    private @Nullable Shape source;

    /** Makes the op over the dimensions, all if none is named. */
    public SumOp(boolean keepDim, int... dims) {
        this.keepDim = keepDim;
        this.dims = dims.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        source = x.shape();
        boolean[] reduced = x.shape().reduced("sum", dims);
        if (!x.dtype().isFloat()) {
            return Along.reduceLongs(x.to(DType.INT64), reduced, keepDim, SumOp::sumLongs);
        }
        Tensor fused = Fusion.sum(x, reduced, x.shape().reduce(reduced, keepDim));
        if (fused != null) {
            return fused;
        }
        return Along.reduce(
                x,
                reduced,
                keepDim,
                (in, outer, length, inner, out) -> Reduce.sum(in, 0, outer, length, inner, out),
                (in, outer, length, inner, out) -> Reduce.sum(in, 0, outer, length, inner, out));
    }

    private static void sumLongs(long[] x, int outer, int length, int inner, long[] out) {
        for (int o = 0; o < outer; o++) {
            for (int l = 0; l < length; l++) {
                for (int i = 0; i < inner; i++) {
                    out[o * inner + i] += x[(o * length + l) * inner + i];
                }
            }
        }
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return kept(upstream, afterForward(source), afterForward(source).reduced("sum", dims))
                .expand(afterForward(source));
    }

    /** Returns a reduced tensor with the reduced dimensions of its source put back, of size 1. */
    static Tensor kept(Tensor reduced, Shape source, boolean[] dims) {
        return reduced.reshape(source.reduce(dims, true));
    }

    /** Implements {@link Tensor#mean(boolean, int...)}. */
    public static Tensor mean(Tensor x, boolean keepDim, int... dims) {
        x.dtype().checkFloat("mean");
        Tensor sum = x.sum(keepDim, dims);
        double count = 1;
        boolean[] reduced = x.shape().reduced("mean", dims);
        for (int i = 0; i < reduced.length; i++) {
            count *= reduced[i] ? x.size(i) : 1;
        }
        // Of nothing: not 0 / 0, since the gradient, which has no elements, would be differentiated to NaN.
        return count == 0 ? sum.add(Double.NaN) : sum.div(count);
    }

    /** Implements {@link Tensor#sumTo}. */
    public static Tensor sumTo(Tensor x, Shape target) {
        Shape source = x.shape();
        if (source.equals(target)) {
            return x;
        }
        int added = source.rank() - target.rank();
        boolean[] reduced = new boolean[source.rank()];
        int count = 0;
        boolean fits = added >= 0;
        for (int i = 0; fits && i < reduced.length; i++) {
            int size = i < added ? 1 : target.dim(i - added);
            reduced[i] = i < added || size == 1 && source.dim(i) != 1;
            fits = reduced[i] || size == source.dim(i);
            count += reduced[i] ? 1 : 0;
        }
        if (!fits) {
            throw new IllegalArgumentException("sumTo: shape " + target + " does not broadcast to " + source);
        }
        boolean keepDim = count > added;
        int[] dims = new int[count];
        for (int i = reduced.length - 1; i >= 0; i--) {
            if (reduced[i]) {
                dims[--count] = i;
            }
        }
        Tensor sum = dims.length == 0 ? x : x.sum(keepDim, dims);
        return sum.reshape(target);
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.kernel.Reduce;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = max x} over dimensions, NaN if one is NaN; elements that tie for the maximum share its gradient evenly.
 */
public final class AmaxOp extends UnaryOp {
    private final boolean keepDim;
    private final int[] dims;
    private @Nullable Saved input;
    private @Nullable Saved output;

    /** Makes the op over the dimensions, all if none is named. */
    public AmaxOp(boolean keepDim, int... dims) {
        this.keepDim = keepDim;
        this.dims = dims.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        boolean[] reduced = reduced("amax", x, dims);
        input = save(x);
        Tensor y = Along.reduce(
                x,
                reduced,
                keepDim,
                (in, outer, length, inner, out) -> Reduce.max(in, 0, outer, length, inner, out),
                (in, outer, length, inner, out) -> Reduce.max(in, 0, outer, length, inner, out));
        output = save(y);
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        Tensor x = afterForward(input).get();
        boolean[] reduced = x.shape().reduced("amax", dims);
        Tensor chosen = x.eq(SumOp.kept(afterForward(output).get().detach(), x.shape(), reduced))
                .to(x.dtype());
        Tensor share = chosen.div(chosen.sum(true, dims));
        return SumOp.kept(upstream, x.shape(), reduced).mul(share);
    }

    /** Implements {@link Tensor#amin(boolean, int...)}. */
    public static Tensor amin(Tensor x, boolean keepDim, int... dims) {
        reduced("amin", x, dims);
        return x.neg().amax(keepDim, dims).neg();
    }

    /** Marks the dimensions to reduce, and checks that there is something to choose from. */
    private static boolean[] reduced(String op, Tensor x, int... dims) {
        x.dtype().checkFloat(op);
        boolean[] reduced = x.shape().reduced(op, dims);
        for (int i = 0; i < reduced.length; i++) {
            if (reduced[i] && x.size(i) == 0) {
                throw new IllegalArgumentException(op + ": no elements to choose from in shape " + x.shape());
            }
        }
        return reduced;
    }
}

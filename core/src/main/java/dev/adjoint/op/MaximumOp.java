package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;

/** The larger of x and y, NaN if one is NaN: the gradient goes to the larger, half to each where they are equal. */
public final class MaximumOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.MAX;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream.mul(Pointwise.zip(this, Excess.SHARE, left(), right()));
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.mul(Pointwise.zip(this, Excess.SHARE, right(), left()));
    }
}

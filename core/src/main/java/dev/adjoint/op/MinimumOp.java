package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;

/** The smaller of x and y, NaN if one is NaN: the gradient goes to the smaller, half to each where they are equal. */
public final class MinimumOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.MIN;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream.mul(Pointwise.zip(this, Excess.SHARE, right(), left()));
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.mul(Pointwise.zip(this, Excess.SHARE, left(), right()));
    }
}

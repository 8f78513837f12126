package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;

/** {@code x / y}: the gradient by x is {@code upstream / y}, by y it is {@code −upstream · x / y²}. */
public final class DivOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.DIV;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream.div(right());
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.neg().mul(left().div(right())).div(right());
    }
}

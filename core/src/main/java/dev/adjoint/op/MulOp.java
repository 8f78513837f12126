package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;
import java.util.function.LongBinaryOperator;

/** {@code x · y}: the gradient by x is {@code upstream · y}, by y it is {@code upstream · x}. */
public final class MulOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.MUL;
    }

    @Override
    protected LongBinaryOperator longValue() {
        return (a, b) -> a * b;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return Pointwise.times(upstream, right());
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return Pointwise.times(upstream, left());
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;
import java.util.function.LongBinaryOperator;

/** {@code x − y}: the gradient goes to x, and negated to y. */
public final class SubOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.SUB;
    }

    @Override
    protected LongBinaryOperator longValue() {
        return (a, b) -> a - b;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream;
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.neg();
    }

    @Override
    protected boolean storesInputs() {
        return false;
    }
}

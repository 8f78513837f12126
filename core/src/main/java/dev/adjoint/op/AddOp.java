package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;
import java.util.function.LongBinaryOperator;

/** {@code x + y}: the gradient goes to both. */
public final class AddOp extends BinaryOp {
    @Override
    protected BinaryFunction value() {
        return Arithmetic.ADD;
    }

    @Override
    protected LongBinaryOperator longValue() {
        return (a, b) -> a + b;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream;
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream;
    }

    @Override
    protected boolean storesInputs() {
        return false;
    }
}

package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** Two listeners as one; the second is shown what ends first. */
record BothListeners(OpListener first, OpListener second) implements OpListener {
    @Override
    public void beforeForward(Op op, Tensor[] inputs) {
        first.beforeForward(op, inputs);
        second.beforeForward(op, inputs);
    }

    @Override
    public void afterForward(Op op, Tensor[] inputs, Tensor output) {
        second.afterForward(op, inputs, output);
        first.afterForward(op, inputs, output);
    }

    @Override
    public void beforeBackward(Op op, Tensor upstream) {
        first.beforeBackward(op, upstream);
        second.beforeBackward(op, upstream);
    }

    @Override
    public void afterBackward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {
        second.afterBackward(op, upstream, gradients);
        first.afterBackward(op, upstream, gradients);
    }

    @Override
    public void afterFailure(Op op) {
        second.afterFailure(op);
        first.afterFailure(op);
    }
}

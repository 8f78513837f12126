package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/** An op of one tensor: {@code forward(x)} and {@code backward(upstream)}, both tensor to tensor. */
public abstract class UnaryOp extends Op {
    /** For subclasses. */
    protected UnaryOp() {}

    /** Returns the output for the input; runs with recording off. */
    public abstract Tensor forward(Tensor x);

    /** Returns the gradient of the input, given that of the output; written in tensor operations. */
    public abstract Tensor backward(Tensor upstream);

    @Override
    public final Tensor forward(Tensor... inputs) {
        if (inputs.length != 1) {
            throw new IllegalArgumentException(name() + ": takes 1 tensor, got " + inputs.length);
        }
        return forward(inputs[0]);
    }

    @Override
    public final @Nullable Tensor[] inputGradients(Tensor upstream) {
        return new Tensor[] {backward(upstream)};
    }
}

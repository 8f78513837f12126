package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** Receives the gradients of chosen tensors instead of their {@code grad} fields. */
interface GradientSink {
    /** Tells whether the gradient of this tensor is wanted. */
    boolean wants(Tensor tensor);

    /** Takes one contribution to the gradient of a wanted leaf, or the whole gradient of a wanted op's output. */
    void accept(Tensor tensor, Tensor gradient);

    /** Returns the wanted tensor that the op made, or null. */
    @Nullable
    Tensor wantedOutput(Op op);

    /** Tells whether the op made the only wanted tensor, so that none is further down. */
    default boolean wantsNothingBelow(Op op) {
        return false;
    }

    /** Tells whether the pass calls the hooks of tensors. */
    default boolean callsHooks() {
        return true;
    }
}

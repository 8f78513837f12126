package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** Takes the gradients that a node hands to its inputs. */
interface Receiver {
    /**
     * Takes the gradient of input {@code i} of an op.
     *
     * @param gradient of the input's shape
     * @param reach which elements a path leads to, see {@link Reach}
     */
    void receive(Op op, int i, Tensor gradient, @Nullable Tensor reach);
}

package dev.adjoint;

import org.jspecify.annotations.Nullable;

/**
 * Watches what a thread computes, op by op: what profilers, traces and checks are made of. See {@link Autograd#watch}.
 *
 * <p>Ops that an op applies in its own {@code forward} or {@code inputGradients} are shown between its two calls. What
 * a listener computes with tensors is shown too, so one that does should look away meanwhile. The tensors must not be
 * changed; arrays of inputs are copies, which all listeners share.
 */
public interface OpListener {
    /** Called before an op computes its output. */
    default void beforeForward(Op op, Tensor[] inputs) {}

    /** Called with the output of an op, which may be recorded already. */
    default void afterForward(Op op, Tensor[] inputs, Tensor output) {}

    /** Called before an op computes the gradients of its inputs. */
    default void beforeBackward(Op op, Tensor upstream) {}

    /**
     * Called with the gradients of an op's inputs.
     *
     * @param gradients as the op returned them: null where none was asked, and not yet summed to the shapes of inputs
     *     that were broadcast
     */
    default void afterBackward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {}

    /** Called instead of {@link #afterForward} or {@link #afterBackward} if the op threw an exception. */
    default void afterFailure(Op op) {}
}

package dev.adjoint;

import java.util.List;

/** Backward passes from a tensor to the leaves that it depends on. */
public sealed interface BackwardMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /** Adds the gradients of this scalar to the leaves it depends on; see {@link #backward(Tensor, GraphOption...)}. */
    default void backward(GraphOption... options) {
        backward(Upstream.one(self()), options);
    }

    /**
     * Adds {@code upstream · ∂this/∂leaf} to {@link Tensor#grad} of every leaf that requires gradients, and frees the
     * graph.
     *
     * @param upstream the gradient of the quantity of interest by this tensor, of its shape and type
     * @throws IllegalArgumentException if the upstream gradient does not fit
     * @throws IllegalStateException if this tensor does not require gradients, the graph was freed by an earlier pass,
     *     or a tensor that it saved was changed since
     */
    default void backward(Tensor upstream, GraphOption... options) {
        Upstream.check(self(), upstream);
        new BackwardPass(null, options).run(List.of(self()), List.of(upstream));
    }

    /**
     * Begins a backward pass of this scalar that goes node by node; see {@link #backwardSteps(Tensor, GraphOption...)}.
     */
    default BackwardSteps backwardSteps(GraphOption... options) {
        return backwardSteps(Upstream.one(self()), options);
    }

    /**
     * Begins a backward pass that goes node by node, to be looked at in between; after the last step all is as after
     * {@link #backward(Tensor, GraphOption...)}.
     *
     * @throws IllegalArgumentException as {@code backward}
     * @throws IllegalStateException as {@code backward}
     */
    default BackwardSteps backwardSteps(Tensor upstream, GraphOption... options) {
        Upstream.check(self(), upstream);
        return new BackwardSteps(self(), upstream, options);
    }
}

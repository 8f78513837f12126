package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** Sees the gradient of the loss by the output of a module, and may put another in its place. */
@FunctionalInterface
public interface BackwardHook {
    /**
     * Called in each backward pass, once for each output that the module made in its graph, with the whole gradient.
     *
     * @return the gradient that goes on into the module: the same unless it is to be replaced
     */
    Tensor onGradient(Module module, Tensor gradOutput);
}

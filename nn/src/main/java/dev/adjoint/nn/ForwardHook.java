package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.List;

/** Sees what a module makes of its inputs, and may put something else in its place. */
@FunctionalInterface
public interface ForwardHook {
    /**
     * Called after each call of the module, inside of it for those who ask {@link dev.adjoint.Autograd#places}.
     *
     * @param inputs the tensors that the module was called with
     * @return the output that the caller gets: the same unless it is to be replaced
     */
    Tensor afterForward(Module module, List<Tensor> inputs, Tensor output);
}

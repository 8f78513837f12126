package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;

/** Changes in place, for optimisers. */
public sealed interface InPlaceMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Replaces each element: {@code x = f(x)}.
     *
     * @throws IllegalStateException if the graph may still need the old elements: the tensor was made by a recorded op,
     *     requires gradients while the thread records, is a gradient, or repeats elements
     */
    default void update(UnaryFunction f) {
        InPlace.update(self(), f);
    }

    /** Replaces each element: {@code x = f(x, a)}, with {@code a} of the same shape and type; see {@link #update}. */
    default void update(BinaryFunction f, Tensor a) {
        InPlace.update(self(), f, a);
    }

    /** Replaces each element: {@code x = f(x, a, b)}, all of the same shape and type; see {@link #update}. */
    default void update(TernaryFunction f, Tensor a, Tensor b) {
        InPlace.update(self(), f, a, b);
    }

    /** Replaces all elements by those of a tensor of the same shape and type; refused where {@link #update} is. */
    default void copyFrom(Tensor source) {
        InPlace.copyFrom(self(), source);
    }
}

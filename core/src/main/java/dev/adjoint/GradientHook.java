package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** What is called with the gradient of a tensor; see {@link Tensor#registerHook}. */
@FunctionalInterface
public interface GradientHook {
    /**
     * Returns what replaces the gradient, of its shape and type, or null to leave it.
     *
     * @param gradient the gradient, complete; not to be changed in place
     */
    @Nullable
    Tensor apply(Tensor gradient);
}

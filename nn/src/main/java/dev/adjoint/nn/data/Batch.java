package dev.adjoint.nn.data;

import dev.adjoint.Tensor;

/**
 * Some samples with their targets.
 *
 * @param inputs {@code [n, …]}
 * @param targets {@code [n, …]}
 */
public record Batch(Tensor inputs, Tensor targets) {
    /** Returns the number of samples. */
    public int size() {
        return inputs.size(0);
    }
}

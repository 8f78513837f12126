package dev.adjoint.nn.io;

import dev.adjoint.Tensor;
import java.util.Map;

/**
 * What has a state that can be saved and loaded as tensors by name: a module, an optimiser, a scheduler, a scaler.
 *
 * <p>Numbers that are no tensors, a count of steps or a learning rate, are tensors without dimensions: {@code INT64} or
 * {@code FLOAT64}. So every state is a map of tensors, and one file format holds them all bit for bit.
 */
public interface Stateful {
    /** Returns the state by name, in a fixed order. The tensors may share their elements with what they describe. */
    Map<String, Tensor> stateDict();

    /**
     * Takes over a state that {@link #stateDict} returned for an object made with the same settings.
     *
     * @throws IllegalArgumentException if a name is missing or unknown, or a shape or type differs; the message names
     *     all that does not fit, and nothing is changed
     */
    void loadStateDict(Map<String, Tensor> state);
}

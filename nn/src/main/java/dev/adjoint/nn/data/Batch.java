package dev.adjoint.nn.data;

import dev.adjoint.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * Some samples with their targets.
 *
 * @param inputs {@code [n, …]}
 * @param targets {@code [n, …]}
 */
public record Batch(Tensor inputs, Tensor targets) {
    /**
     * Returns the samples as one batch, stacked along a new first dimension.
     *
     * @throws IllegalArgumentException if there are none, or their shapes or types differ
     */
    public static Batch of(List<Sample> samples) {
        return new Batch(stack(samples, Sample::input), stack(samples, Sample::target));
    }

    private static Tensor stack(List<Sample> samples, Function<Sample, Tensor> part) {
        return Tensor.stack(0, samples.stream().map(part).toArray(Tensor[]::new));
    }

    /** Returns the number of samples. */
    public int size() {
        return inputs.size(0);
    }

    /** Returns the i-th sample, a view. */
    public Sample sample(int i) {
        return new Sample(inputs.select(0, i), targets.select(0, i));
    }
}

package dev.adjoint.nn.train;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an epoch gave: means over its samples.
 *
 * @param epoch from 1 on
 * @param values by name: {@code loss} and the metrics in training, the same with {@code val_} before on validation
 *     data, and {@code lr}, the learning rate of the first group
 */
public record EpochResult(int epoch, Map<String, Double> values) {
    /**
     * Returns a value.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public double value(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("history: no value " + name + " among " + values.keySet());
        }
        return value;
    }

    /** Returns {@code epoch 3: loss 0.2471, accuracy 0.9312, lr 0.001}. */
    @Override
    public String toString() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + String.format(Locale.ROOT, "%.4g", entry.getValue()))
                .collect(Collectors.joining(", ", "epoch " + epoch + ": ", ""));
    }
}

package dev.adjoint.nn.data;

import dev.adjoint.Tensor;

/**
 * The rows of two tensors: sample i is {@code inputs[i]} with the target {@code targets[i]}. Without targets, for an
 * autoencoder for instance, pass the inputs as both.
 *
 * @param inputs {@code [n, …]}
 * @param targets {@code [n, …]}
 */
public record TensorDataset(Tensor inputs, Tensor targets) implements Dataset {
    /** @throws IllegalArgumentException if the tensors have different numbers of rows, or no dimensions */
    public TensorDataset {
        if (inputs.rank() == 0 || targets.rank() == 0 || inputs.size(0) != targets.size(0)) {
            throw new IllegalArgumentException(
                    "TensorDataset: inputs and targets must have one number of rows, got shapes " + inputs.shape()
                            + " and " + targets.shape());
        }
    }

    @Override
    public int size() {
        return inputs.size(0);
    }

    @Override
    public Sample get(int index) {
        int row = Indices.checked("TensorDataset", index, size());
        return new Sample(inputs.select(0, row), targets.select(0, row));
    }

    @Override
    public Batch batch(long... indices) {
        Tensor rows = Tensor.of(indices);
        return new Batch(inputs.indexSelect(0, rows), targets.indexSelect(0, rows));
    }
}

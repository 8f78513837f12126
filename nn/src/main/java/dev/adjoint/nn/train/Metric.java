package dev.adjoint.nn.train;

import dev.adjoint.Tensor;

/** A number that says how good outputs are, beside the loss; of several batches the mean over all samples is taken. */
@FunctionalInterface
public interface Metric {
    /** Returns the mean over the samples of a batch. */
    double of(Tensor outputs, Tensor targets);
}

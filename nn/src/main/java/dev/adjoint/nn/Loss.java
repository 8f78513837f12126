package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * How far outputs are from their targets. The method references of {@link Losses} are losses with PyTorch's defaults,
 * the classes named {@code …Loss} are those with options:
 *
 * <pre>{@code
 * Loss plain = Losses::crossEntropy;
 * Loss chosen = new CrossEntropyLoss().withLabelSmoothing(0.1).withReduction(Reduction.SUM);
 * }</pre>
 */
@FunctionalInterface
public interface Loss {
    /** Returns the loss of outputs for their targets. */
    Tensor apply(Tensor input, Tensor target);
}

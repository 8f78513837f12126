package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a {@link TransformerEncoderLayer} may have beside its sizes:
 * {@code TransformerOptions.DEFAULT.withFeedforward(512).withActivation(Tensor::gelu)}.
 *
 * @param feedforward the number of features between the two linear maps; by default 2048
 * @param dropout the probability with which weights of the attention, features between the linear maps and outputs of
 *     either part are dropped in training; by default 0.1
 * @param activation what is between the linear maps; a {@link Layer} becomes part of the module, with its parameters,
 *     so each module gets one of its own; by default relu
 * @param eps what the normalisations add to the variance; by default 10⁻⁵
 * @param batchFirst whether the input is {@code [batch, seq, features]} and not, as by default, {@code [seq, batch,
 *     features]}
 * @param normFirst whether each part normalises what it reads and not, as by default, what it puts out
 * @param bias whether linear maps and normalisations have biases; by default they have
 */
public record TransformerOptions(
        int feedforward,
        double dropout,
        Supplier<? extends UnaryOperator<Tensor>> activation,
        double eps,
        boolean batchFirst,
        boolean normFirst,
        boolean bias) {
    /** PyTorch's defaults. */
    public static final TransformerOptions DEFAULT =
            new TransformerOptions(2048, 0.1, () -> Tensor::relu, 1e-5, false, false, true);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no feature between the linear maps, the dropout is not in [0, 1], or
     *     eps is negative or not finite
     */
    public TransformerOptions {
        if (feedforward < 1) {
            throw new IllegalArgumentException("transformer options: feedforward must be >= 1, got " + feedforward);
        }
        Checks.inUnitInterval("transformer options", "dropout", dropout);
        Checks.notNegative("transformer options", "eps", eps);
    }

    /** Returns these options for another number of features between the linear maps. */
    public TransformerOptions withFeedforward(int other) {
        return new TransformerOptions(other, dropout, activation, eps, batchFirst, normFirst, bias);
    }

    /** Returns these options with another dropout. */
    public TransformerOptions withDropout(double other) {
        return new TransformerOptions(feedforward, other, activation, eps, batchFirst, normFirst, bias);
    }

    /**
     * Returns these options with another activation.
     *
     * @throws IllegalArgumentException if it is a layer, which all modules made with these options would share
     */
    public TransformerOptions withActivation(UnaryOperator<Tensor> other) {
        if (other instanceof Layer layer) {
            throw new IllegalArgumentException(
                    "transformer options: each module needs a layer of its own, use withActivationLayer, got " + layer);
        }
        return withActivationLayer(() -> other);
    }

    /** Returns these options with a layer as activation, made for each module: {@code PRelu::new}. */
    public TransformerOptions withActivationLayer(Supplier<? extends UnaryOperator<Tensor>> other) {
        return new TransformerOptions(feedforward, dropout, other, eps, batchFirst, normFirst, bias);
    }

    /** Returns these options with another eps. */
    public TransformerOptions withEps(double other) {
        return new TransformerOptions(feedforward, dropout, activation, other, batchFirst, normFirst, bias);
    }

    /** Returns these options with the batch first or second. */
    public TransformerOptions withBatchFirst(boolean other) {
        return new TransformerOptions(feedforward, dropout, activation, eps, other, normFirst, bias);
    }

    /** Returns these options with the normalisations first or last. */
    public TransformerOptions withNormFirst(boolean other) {
        return new TransformerOptions(feedforward, dropout, activation, eps, batchFirst, other, bias);
    }

    /** Returns these options with or without biases. */
    public TransformerOptions withBias(boolean other) {
        return new TransformerOptions(feedforward, dropout, activation, eps, batchFirst, normFirst, other);
    }
}

package dev.adjoint.nn;

import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;

/**
 * What {@link Rnn}, {@link Lstm} and {@link Gru} have in common beside their sizes:
 * {@code RecurrentOptions.DEFAULT.withLayers(2).withDropout(0.1)}.
 *
 * @param layers the number of layers, each of which reads what the one below puts out; by default 1
 * @param bias whether the gates have biases, one with the input and one with the hidden state; by default they have
 * @param batchFirst whether the input is {@code [batch, seq, features]} and not, as by default, {@code [seq, batch,
 *     features]}, and the output likewise; states are {@code [layers, batch, hidden]} in either case
 * @param dropout the probability with which, in training, an output of a layer is dropped before the next layer reads
 *     it; by default 0
 * @param bidirectional whether each layer also reads the sequence from its end; by default it does not
 */
public record RecurrentOptions(int layers, boolean bias, boolean batchFirst, double dropout, boolean bidirectional) {
    /** One layer in one direction, with biases, batch second. */
    public static final RecurrentOptions DEFAULT = new RecurrentOptions(1, true, false, 0, false);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no layer, or the dropout is not in [0, 1]
     */
    public RecurrentOptions {
        if (layers < 1) {
            throw new IllegalArgumentException("recurrent options: layers must be >= 1, got " + layers);
        }
        Checks.inUnitInterval("recurrent options", "dropout", dropout);
    }

    /** Returns these options for another number of layers. */
    public RecurrentOptions withLayers(int other) {
        return new RecurrentOptions(other, bias, batchFirst, dropout, bidirectional);
    }

    /** Returns these options with or without biases. */
    public RecurrentOptions withBias(boolean other) {
        return new RecurrentOptions(layers, other, batchFirst, dropout, bidirectional);
    }

    /** Returns these options with the batch first or second. */
    public RecurrentOptions withBatchFirst(boolean other) {
        return new RecurrentOptions(layers, bias, other, dropout, bidirectional);
    }

    /** Returns these options with another dropout between layers. */
    public RecurrentOptions withDropout(double other) {
        return new RecurrentOptions(layers, bias, batchFirst, other, bidirectional);
    }

    /** Returns these options with one direction or both. */
    public RecurrentOptions withBidirectional(boolean other) {
        return new RecurrentOptions(layers, bias, batchFirst, dropout, other);
    }

    int directions() {
        return bidirectional ? 2 : 1;
    }

    /** Returns what differs from the default as PyTorch prints it, each behind a comma. */
    String notation() {
        return (layers == 1 ? "" : ", num_layers=" + layers)
                + (bias ? "" : ", bias=False")
                + (batchFirst ? ", batch_first=True" : "")
                + (dropout == 0 ? "" : ", dropout=" + Notation.of(dropout))
                + (bidirectional ? ", bidirectional=True" : "");
    }
}

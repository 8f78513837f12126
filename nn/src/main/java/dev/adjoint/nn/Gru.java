package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.GruOp;
import dev.adjoint.op.RecurrentOp;
import java.util.List;

/**
 * {@code h_t = (1 − z)·n + z·h_t−1} with {@code r, z = σ(W_ih·x_t + b_ih + W_hh·h_t−1 + b_hh)} and {@code n =
 * tanh(W_ih·x_t + b_ih + r·(W_hh·h_t−1 + b_hh))}, each with rows of its own: the gated recurrent unit.
 *
 * <p>{@code x: [seq, batch, in]}, or as {@link RecurrentOptions} say; or {@code [seq, in]} without a batch →
 * {@code [seq, batch, hidden]}, the h of the last layer; with two directions both side by side, {@code 2·hidden}.
 *
 * <p>The parameters are, for each layer and each direction, {@code weight_ih_l0: [3·hidden, in]}, {@code weight_hh_l0:
 * [3·hidden, hidden]}, {@code bias_ih_l0} and {@code bias_hh_l0: [3·hidden]}, their rows in the order r, z, n. They
 * start uniform on ±1/√hidden, drawn in this order as PyTorch draws them.
 *
 * <p>Source: K. Cho et al., Learning Phrase Representations using RNN Encoder-Decoder (2014).
 */
public final class Gru extends RecurrentLayer {
    /**
     * The result of a run.
     *
     * @param output the outputs of the last layer at all steps
     * @param hidden the last states of all layers and directions, {@code [layers·directions, batch, hidden]} or,
     *     without a batch, {@code [layers·directions, hidden]}: fit to start the next run
     */
    public record Result(Tensor output, Tensor hidden) {}

    /** Makes one {@code FLOAT32} layer, drawn by the thread's default generator. */
    public Gru(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, RecurrentOptions.DEFAULT);
    }

    /** Makes {@code FLOAT32} layers, drawn by the thread's default generator. */
    public Gru(int inputSize, int hiddenSize, RecurrentOptions options) {
        this(inputSize, hiddenSize, options, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes the layers.
     *
     * @throws IllegalArgumentException if a size is below 1 or the type is not a float type
     */
    public Gru(int inputSize, int hiddenSize, RecurrentOptions options, Rng rng, DType dtype) {
        super("GRU", 3, inputSize, hiddenSize, options, rng, dtype);
    }

    /** Runs a sequence, starting from zeros. */
    public Result run(Tensor x) {
        return result(unroll(x));
    }

    /**
     * Runs a sequence.
     *
     * @param hidden the states before the first step, in the shape of {@link Result#hidden}
     * @throws IllegalArgumentException if a shape or type does not fit
     */
    public Result run(Tensor x, Tensor hidden) {
        return result(unroll(x, List.of(hidden)));
    }

    private static Result result(Run run) {
        return new Result(run.output(), run.last().get(0));
    }

    @Override
    RecurrentOp op(boolean reverse) {
        return new GruOp(reverse);
    }
}

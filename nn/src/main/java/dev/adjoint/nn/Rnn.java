package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.RecurrentOp;
import dev.adjoint.op.RnnOp;
import java.util.List;

/**
 * {@code h_t = f(W_ih·x_t + b_ih + W_hh·h_t−1 + b_hh)} with f = tanh or relu.
 *
 * <p>{@code x: [seq, batch, in]}, or as {@link RecurrentOptions} say; or {@code [seq, in]} without a batch →
 * {@code [seq, batch, hidden]}, the h of the last layer; with two directions both side by side, {@code 2·hidden}.
 *
 * <p>The parameters are, for each layer and each direction, {@code weight_ih_l0: [hidden, in]}, {@code weight_hh_l0:
 * [hidden, hidden]}, {@code bias_ih_l0} and {@code bias_hh_l0: [hidden]}. They start uniform on ±1/√hidden, drawn in
 * this order as PyTorch draws them.
 *
 * <p>Source: J. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
 */
public final class Rnn extends RecurrentLayer {
    /** The function f. */
    public enum Nonlinearity {
        /** The hyperbolic tangent. */
        TANH(RnnOp.Nonlinearity.TANH),
        /** {@code max(0, x)}. */
        RELU(RnnOp.Nonlinearity.RELU);

        private final RnnOp.Nonlinearity op;

        Nonlinearity(RnnOp.Nonlinearity op) {
            this.op = op;
        }
    }

    private final Nonlinearity nonlinearity;

    /**
     * The result of a run.
     *
     * @param output the outputs of the last layer at all steps
     * @param hidden the last states of all layers and directions, {@code [layers·directions, batch, hidden]} or,
     *     without a batch, {@code [layers·directions, hidden]}: fit to start the next run
     */
    public record Result(Tensor output, Tensor hidden) {}

    /** Makes one {@code FLOAT32} layer with tanh, drawn by the thread's default generator. */
    public Rnn(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, Nonlinearity.TANH, RecurrentOptions.DEFAULT);
    }

    /** Makes {@code FLOAT32} layers, drawn by the thread's default generator. */
    public Rnn(int inputSize, int hiddenSize, Nonlinearity nonlinearity, RecurrentOptions options) {
        this(inputSize, hiddenSize, nonlinearity, options, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes the layers.
     *
     * @throws IllegalArgumentException if a size is below 1 or the type is not a float type
     */
    public Rnn(
            int inputSize, int hiddenSize, Nonlinearity nonlinearity, RecurrentOptions options, Rng rng, DType dtype) {
        super("RNN", 1, inputSize, hiddenSize, options, rng, dtype);
        this.nonlinearity = nonlinearity;
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
        return new RnnOp(nonlinearity.op, reverse);
    }
}

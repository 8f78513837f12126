package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.LstmOp;
import dev.adjoint.op.RecurrentOp;
import java.util.List;

/**
 * {@code c_t = f·c_t−1 + i·g, h_t = o·tanh c_t} with the gates {@code i, f, o = σ(W_ih·x_t + b_ih + W_hh·h_t−1 + b_hh)}
 * and g the same under tanh, each with rows of its own: the long short-term memory, see {@link LstmOp}.
 *
 * <p>{@code x: [seq, batch, in]}, or as {@link RecurrentOptions} say; or {@code [seq, in]} without a batch →
 * {@code [seq, batch, hidden]}, the h of the last layer; with two directions both side by side, {@code 2·hidden}.
 *
 * <p>The parameters are, for each layer and each direction, {@code weight_ih_l0: [4·hidden, in]}, {@code weight_hh_l0:
 * [4·hidden, hidden]}, {@code bias_ih_l0} and {@code bias_hh_l0: [4·hidden]}, their rows in the order i, f, g, o. They
 * start uniform on ±1/√hidden, drawn in this order as PyTorch draws them.
 *
 * <p>Source: S. Hochreiter and J. Schmidhuber, Long Short-Term Memory, Neural Computation 9 (1997).
 */
public final class Lstm extends RecurrentLayer {
    /**
     * The result of a run.
     *
     * @param output the outputs of the last layer at all steps
     * @param hidden the last h of all layers and directions, {@code [layers·directions, batch, hidden]} or, without a
     *     batch, {@code [layers·directions, hidden]}
     * @param cell the last c, in the same shape; both are fit to start the next run
     */
    public record Result(Tensor output, Tensor hidden, Tensor cell) {}

    /** Makes one {@code FLOAT32} layer, drawn by the thread's default generator. */
    public Lstm(int inputSize, int hiddenSize) {
        this(inputSize, hiddenSize, RecurrentOptions.DEFAULT);
    }

    /** Makes {@code FLOAT32} layers, drawn by the thread's default generator. */
    public Lstm(int inputSize, int hiddenSize, RecurrentOptions options) {
        this(inputSize, hiddenSize, options, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes the layers.
     *
     * @throws IllegalArgumentException if a size is below 1 or the type is not a float type
     */
    public Lstm(int inputSize, int hiddenSize, RecurrentOptions options, Rng rng, DType dtype) {
        super("LSTM", 4, inputSize, hiddenSize, options, rng, dtype);
    }

    /** Runs a sequence, starting from zeros. */
    public Result run(Tensor x) {
        return result(unroll(x));
    }

    /**
     * Runs a sequence.
     *
     * @param hidden h before the first step, in the shape of {@link Result#hidden}
     * @param cell c before the first step, in the same shape
     * @throws IllegalArgumentException if a shape or type does not fit
     */
    public Result run(Tensor x, Tensor hidden, Tensor cell) {
        return result(unroll(x, List.of(hidden, cell)));
    }

    private static Result result(Run run) {
        return new Result(run.output(), run.last().get(0), run.last().get(1));
    }

    @Override
    int states() {
        return 2;
    }

    @Override
    RecurrentOp op(boolean reverse) {
        return new LstmOp(reverse);
    }
}

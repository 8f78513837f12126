package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.op.RecurrentOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the recurrent layers share: their parameters, and the way of a sequence through layers and directions. */
abstract class RecurrentLayer extends Layer {
    private final String kind;
    private final int inputSize;
    private final int hiddenSize;
    private final RecurrentOptions options;
    private final DType dtype;
    private final List<Weights> weights = new ArrayList<>();

    /** The parameters of one layer in one direction; without biases, {@code hiddenBias} is zeros. */
    private record Weights(
            Tensor input, Tensor hidden, @Nullable Tensor inputBias, Tensor hiddenBias) {}

    /** The output sequence, and for each tensor of a state the last ones of all layers and directions. */
    record Run(Tensor output, List<Tensor> last) {}

    /**
     * Draws the parameters, all uniform on ±1/√hidden.
     *
     * @param kind the name in messages and when printed
     * @param gates the number of vectors of the hidden size that a step makes of its input
     */
    RecurrentLayer(
            String kind, int gates, int inputSize, int hiddenSize, RecurrentOptions options, Rng rng, DType dtype) {
        if (inputSize < 1 || hiddenSize < 1) {
            throw new IllegalArgumentException(
                    kind + ": input and hidden size must be >= 1, got " + inputSize + " and " + hiddenSize);
        }
        this.kind = kind;
        this.inputSize = inputSize;
        this.hiddenSize = hiddenSize;
        this.options = options;
        this.dtype = dtype;
        int rows = gates * hiddenSize;
        for (int layer = 0; layer < options.layers(); layer++) {
            int in = layer == 0 ? inputSize : hiddenSize * options.directions();
            for (int direction = 0; direction < options.directions(); direction++) {
                String suffix = "_l" + layer + (direction == 0 ? "" : "_reverse");
                weights.add(new Weights(
                        draw("weight_ih" + suffix, rng, rows, in),
                        draw("weight_hh" + suffix, rng, rows, hiddenSize),
                        options.bias() ? draw("bias_ih" + suffix, rng, rows) : null,
                        options.bias() ? draw("bias_hh" + suffix, rng, rows) : Tensor.zeros(dtype, rows)));
            }
        }
    }

    private Tensor draw(String name, Rng rng, int... dims) {
        double bound = 1 / Math.sqrt(hiddenSize);
        return parameter(name, Tensor.uniform(rng, dtype, -bound, bound, dims));
    }

    /** Returns a new op for a sequence. */
    abstract RecurrentOp op(boolean reverse);

    /** Returns the number of tensors of a state. */
    int states() {
        return 1;
    }

    @Override
    protected final Tensor forward(Tensor x) {
        return steps(x, zeros(x)).output();
    }

    /** Runs a sequence through all layers, starting from zeros: a call of this module, which its hooks see. */
    final Run unroll(Tensor x) {
        return unroll(x, zeros(x));
    }

    /** As {@link #unroll(Tensor)}, each layer and direction starting from its part of a state. */
    final Run unroll(Tensor x, List<Tensor> initial) {
        return within(() -> {
            Run run = steps(x, initial);
            return new Run(observed(run.output(), x), run.last());
        });
    }

    private List<Tensor> zeros(Tensor x) {
        checkInput(x);
        return Collections.nCopies(states(), Tensor.zeros(dtype, stateShape(x)));
    }

    private Run steps(Tensor x, List<Tensor> initial) {
        checkInput(x);
        initial.forEach(state -> checkState(x, state));
        boolean batched = x.rank() == 3;
        List<Tensor> first =
                batched ? initial : initial.stream().map(s -> s.unsqueeze(1)).toList();
        Tensor steps = !batched ? x.unsqueeze(1) : options.batchFirst() ? x.transpose(0, 1) : x;
        List<List<Tensor>> last = new ArrayList<>();
        initial.forEach(state -> last.add(new ArrayList<>()));
        for (int layer = 0; layer < options.layers(); layer++) {
            if (layer > 0) {
                steps = steps.dropout(options.dropout(), isTraining(), Rng.current());
            }
            steps = runLayer(layer, steps, first, last);
        }
        Tensor output = !batched ? steps.squeeze(1) : options.batchFirst() ? steps.transpose(0, 1) : steps;
        return new Run(
                output, last.stream().map(states -> joined(states, batched)).toList());
    }

    /** Runs one layer and adds its last states, a list for each tensor of a state. */
    private Tensor runLayer(int layer, Tensor steps, List<Tensor> first, List<List<Tensor>> last) {
        List<Tensor> outputs = new ArrayList<>();
        for (int direction = 0; direction < options.directions(); direction++) {
            boolean reverse = direction == 1;
            int number = layer * options.directions() + direction;
            Weights w = weights.get(number);
            List<Tensor> inputs = new ArrayList<>();
            Collections.addAll(inputs, steps.linear(w.input, w.inputBias), w.hidden, w.hiddenBias);
            first.forEach(state -> inputs.add(state.select(0, number)));
            Tensor states = op(reverse).apply(inputs.toArray(Tensor[]::new));
            for (int k = 0; k < last.size(); k++) {
                last.get(k).add(states.select(0, k).select(0, reverse ? 0 : -1));
            }
            outputs.add(states.select(0, 0));
        }
        return options.bidirectional() ? Tensor.concat(-1, outputs.toArray(Tensor[]::new)) : outputs.get(0);
    }

    private static Tensor joined(List<Tensor> states, boolean batched) {
        return batched
                ? Tensor.stack(0, states.toArray(Tensor[]::new))
                : Tensor.concat(0, states.toArray(Tensor[]::new));
    }

    private void checkInput(Tensor x) {
        boolean fits = (x.rank() == 2 || x.rank() == 3) && x.size(-1) == inputSize && x.dtype() == dtype;
        if (!fits || sequence(x) == 0) {
            throw new IllegalArgumentException(kind + ": expects input "
                    + (options.batchFirst() ? "[batch, seq, " : "[seq, batch, ") + inputSize + "] or [seq, " + inputSize
                    + "] of type " + dtype + " with at least one step, got " + x.shape() + " of type " + x.dtype());
        }
    }

    private int sequence(Tensor x) {
        return x.size(x.rank() == 3 && options.batchFirst() ? 1 : 0);
    }

    private void checkState(Tensor x, Tensor state) {
        Shape shape = stateShape(x);
        if (!state.shape().equals(shape) || state.dtype() != dtype) {
            throw new IllegalArgumentException(kind + ": expects an initial state " + shape + " of type " + dtype
                    + ", got " + state.shape() + " of type " + state.dtype());
        }
    }

    private Shape stateShape(Tensor x) {
        int numbers = weights.size();
        return x.rank() == 2
                ? Shape.of(numbers, hiddenSize)
                : Shape.of(numbers, x.size(options.batchFirst() ? 0 : 1), hiddenSize);
    }

    @Override
    protected final String kind() {
        return kind;
    }

    @Override
    protected final String settings() {
        return inputSize + ", " + hiddenSize + options.notation();
    }
}

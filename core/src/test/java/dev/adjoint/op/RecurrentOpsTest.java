package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import dev.adjoint.op.RnnOp.Nonlinearity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link NetworkOpTable} does not say about the recurrent ops. */
class RecurrentOpsTest {
    private static final int HIDDEN = 19;

    /** The ops, with the sizes of their inputs. */
    private enum Kind {
        RNN(1, 1),
        RNN_REVERSE(1, 1),
        LSTM(4, 2),
        LSTM_REVERSE(4, 2),
        GRU(3, 1),
        GRU_REVERSE(3, 1);

        private final int gates;
        private final int states;

        Kind(int gates, int states) {
            this.gates = gates;
            this.states = states;
        }

        private RecurrentOp op() {
            return switch (this) {
                case RNN -> new RnnOp(Nonlinearity.TANH, false);
                case RNN_REVERSE -> new RnnOp(Nonlinearity.RELU, true);
                case LSTM -> new LstmOp(false);
                case LSTM_REVERSE -> new LstmOp(true);
                case GRU -> new GruOp(false);
                case GRU_REVERSE -> new GruOp(true);
            };
        }

        Tensor[] inputs(int length, int batch) {
            Rng rng = new Rng(3);
            List<Tensor> inputs = new ArrayList<>();
            inputs.add(Tensor.randn(rng, DType.FLOAT32, length, batch, gates * HIDDEN));
            inputs.add(Tensor.uniform(rng, DType.FLOAT32, -0.3, 0.3, gates * HIDDEN, HIDDEN));
            inputs.add(Tensor.randn(rng, DType.FLOAT32, gates * HIDDEN));
            for (int k = 0; k < states; k++) {
                inputs.add(Tensor.randn(rng, DType.FLOAT32, batch, HIDDEN));
            }
            return inputs.toArray(Tensor[]::new);
        }

        List<Tensor> outputAndGradients(Tensor[] inputs, GraphOption... options) {
            List<Tensor> leaves = Arrays.stream(inputs)
                    .map(x -> x.detach().requiresGrad(true))
                    .toList();
            Tensor y = op().apply(leaves.toArray(Tensor[]::new));
            List<Tensor> all = new ArrayList<>(
                    Autograd.grad(List.of(y), leaves, List.of(y.detach().cos()), options));
            all.add(y);
            return all;
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLoopsComputeWhatTensorOperationsDo(Kind kind) {
        Tensor[] inputs = kind.inputs(5, 7);

        List<Tensor> fused = kind.outputAndGradients(inputs);
        List<Tensor> composed = kind.outputAndGradients(inputs, GraphOption.CREATE_GRAPH);

        for (int i = 0; i < fused.size(); i++) {
            assertThat(fused.get(i).allClose(composed.get(i), 1e-5, 1e-5))
                    .as("gradient %d: %s and %s", i, fused.get(i), composed.get(i))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void threadsDoNotChangeABit(Kind kind) {
        Tensor[] inputs = kind.inputs(60, 257);
        int before = Parallel.threads();
        try {
            Parallel.setThreads(1);
            List<Tensor> one = kind.outputAndGradients(inputs);
            Parallel.setThreads(3);
            List<Tensor> three = kind.outputAndGradients(inputs);
            for (int i = 0; i < one.size(); i++) {
                assertThat(three.get(i).bitEquals(one.get(i)))
                        .as("tensor %d", i)
                        .isTrue();
            }
        } finally {
            Parallel.setThreads(before);
        }
    }

    @Test
    void reverseReadsFromTheEnd() {
        Tensor[] inputs = Kind.LSTM.inputs(4, 2);
        Tensor forward = new LstmOp(false).apply(inputs);
        inputs[0] = inputs[0].flip(0);
        assertThat(new LstmOp(true).apply(inputs).flip(1).bitEquals(forward)).isTrue();
    }

    @Test
    void reluHasDerivative0At0() {
        Tensor x = Tensor.zeros(1, 1, 1).requiresGrad(true);
        Tensor one = Tensor.ones(1, 1);
        Tensor y = new RnnOp(Nonlinearity.RELU, false).apply(x, one, Tensor.zeros(1), Tensor.zeros(1, 1));
        assertThat(Autograd.grad(y.sum(), x).item()).isZero();
        Tensor again = new RnnOp(Nonlinearity.RELU, false).apply(x, one, Tensor.zeros(1), Tensor.zeros(1, 1));
        assertThat(Autograd.grad(again.sum(), x, GraphOption.CREATE_GRAPH).item())
                .isZero();
    }

    @Test
    void aWeightChangedBeforeTheBackwardPassIsAnError() {
        Tensor[] inputs = Kind.GRU.inputs(2, 1);
        inputs[1].requiresGrad(true);
        Tensor y = new GruOp(false).apply(inputs);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            inputs[1].copyFrom(inputs[1].mul(2));
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> y.sum().backward())
                .withMessageStartingWith("gru: the tensor of shape [57, 19] that it saved");
    }

    @Test
    void errorsNameTheShapes() {
        Tensor x = Tensor.zeros(2, 3, 8);
        Tensor weight = Tensor.zeros(8, 2);
        Tensor bias = Tensor.zeros(8);
        Tensor state = Tensor.zeros(3, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LstmOp(false).apply(x, weight, bias, state))
                .withMessage(
                        "lstm: takes x [seq, n, 4·hidden] with at least one step, a weight, a bias and 2 states, got"
                                + " [[2, 3, 8], [8, 2], [8], [3, 2]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LstmOp(false).apply(Tensor.zeros(0, 3, 8), weight, bias, state, state))
                .withMessageContaining("with at least one step");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LstmOp(false).apply(x, weight, bias, state, Tensor.zeros(2, 2)))
                .withMessage("lstm: expects x [seq, n, 4·hidden], weight [4·hidden, hidden], bias [4·hidden] and state"
                        + " [n, hidden], got [[2, 3, 8], [8, 2], [8], [3, 2], [2, 2]]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LstmOp(false).apply(x, weight, bias, state, state.to(DType.FLOAT64)))
                .withMessageStartingWith("lstm: takes tensors of one float type");
        assertThatIllegalStateException()
                .isThrownBy(() -> new LstmOp(false).inputGradients(x))
                .withMessage("lstm: the gradient is asked before the forward pass");
        LstmOp op = new LstmOp(false);
        op.apply(x, weight, bias, state, state);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> op.inputGradients(Tensor.zeros(2, 3, 2)))
                .withMessage("lstm: the upstream gradient has shape [2, 3, 2] and type FLOAT32, the output [2, 2, 3, 2]"
                        + " and FLOAT32");
    }
}

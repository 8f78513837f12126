package dev.adjoint.op;

import static dev.adjoint.testing.Values.ANY;
import static dev.adjoint.testing.Values.DISTINCT;
import static dev.adjoint.testing.Values.POSITIVE;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.RnnOp.Nonlinearity;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpCase.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The rows of {@link OpTable} for what layers of networks are made of. */
final class NetworkOpTable {
    private static final Window THREE = Window.of(3);
    private static final Window TWO = Window.of(2);

    private NetworkOpTable() {}

    static List<OpCase> all() {
        return Stream.of(convolutions(), transposed(), pooling(), normalizations(), attention(), recurrent(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> convolutions() {
        return List.of(
                new OpCase("conv2d", x -> x.get(0).conv2d(x.get(1), x.get(2), TWO, THREE, 1))
                        .on(Input.of(ANY, 2, 2, 3, 4), Input.of(ANY, 3, 2, 2, 3), Input.of(ANY, 3))
                        .on(Input.of(ANY, 2, 3, 4), Input.of(ANY, 1, 2, 2, 3), Input.of(ANY, 1))
                        .on(Input.of(ANY, 11, 1, 2, 3), Input.of(ANY, 1, 1, 2, 3), Input.of(ANY, 1))
                        .on(Input.of(ANY, 0, 1, 2, 3), Input.of(ANY, 1, 1, 2, 3), Input.of(ANY, 1)),
                new OpCase(
                                "conv2d, strides, padding, dilation",
                                x -> x.get(0).conv2d(x.get(1), null, new Window(2, 2, 1, 3), new Window(3, 3, 2, 1), 1))
                        .on(Input.of(ANY, 2, 1, 4, 5), Input.of(ANY, 2, 1, 2, 3)),
                new OpCase("conv2d, groups", x -> x.get(0).conv2d(x.get(1), x.get(2), TWO, TWO.withPadding(1), 2))
                        .on(Input.of(ANY, 2, 4, 2, 2), Input.of(ANY, 2, 2, 2, 2), Input.of(ANY, 2))
                        .on(Input.of(ANY, 1, 2, 3, 2), Input.of(ANY, 4, 1, 2, 2), Input.of(ANY, 4)),
                new OpCase("conv1d", x -> x.get(0).conv1d(x.get(1), x.get(2), new Window(2, 2, 1, 2), 1))
                        .on(Input.of(ANY, 2, 2, 4), Input.of(ANY, 3, 2, 2), Input.of(ANY, 3))
                        .on(Input.of(ANY, 2, 4), Input.of(ANY, 1, 2, 2), Input.of(ANY, 1)));
    }

    private static List<OpCase> transposed() {
        return List.of(
                new OpCase("convTranspose2d", x -> x.get(0).convTranspose2d(x.get(1), x.get(2), TWO, THREE, 1, 0, 0))
                        .on(Input.of(ANY, 2, 2, 2, 2), Input.of(ANY, 2, 1, 2, 3), Input.of(ANY, 1))
                        .on(Input.of(ANY, 1, 2, 1), Input.of(ANY, 1, 2, 2, 3), Input.of(ANY, 2)),
                new OpCase(
                                "convTranspose2d, strides, padding, dilation, groups",
                                x -> x.get(0)
                                        .convTranspose2d(
                                                x.get(1),
                                                null,
                                                new Window(2, 3, 1, 2),
                                                new Window(2, 1, 0, 3),
                                                2,
                                                2,
                                                1))
                        .on(Input.of(ANY, 1, 4, 2, 2), Input.of(ANY, 4, 1, 2, 2)));
    }

    private static List<OpCase> pooling() {
        return List.of(
                OpCase.of("maxPool2d", x -> x.maxPool2d(2))
                        .on(DISTINCT, 2, 2, 5, 4)
                        .on(DISTINCT, 2, 3)
                        .on(DISTINCT, 0, 1, 2, 2),
                OpCase.of(
                                "maxPool2d, overlapping, padding, dilation, ceil",
                                x -> x.maxPool2d(new Window(3, 2, 1, 1), new Window(2, 1, 1, 2), true))
                        .on(DISTINCT, 2, 1, 4, 4),
                OpCase.of("avgPool2d", x -> x.avgPool2d(2))
                        .on(ANY, 2, 2, 5, 4)
                        .on(ANY, 2, 3)
                        .on(ANY, 0, 1, 2, 2),
                OpCase.of(
                                "avgPool2d, overlapping, padding, ceil",
                                x -> x.avgPool2d(new Window(3, 2, 1, 1), new Window(2, 1, 1, 1), true, true))
                        .on(ANY, 2, 1, 4, 3),
                OpCase.of(
                                "avgPool2d, padding not counted",
                                x -> x.avgPool2d(new Window(3, 2, 1, 1), new Window(3, 2, 1, 1), true, false))
                        .on(ANY, 1, 2, 4, 4),
                OpCase.of("adaptiveAvgPool2d", x -> x.adaptiveAvgPool2d(2, 3))
                        .on(ANY, 2, 1, 5, 3)
                        .on(ANY, 3, 2));
    }

    private static List<OpCase> normalizations() {
        return List.of(
                new OpCase("layerNorm", x -> x.get(0).layerNorm(new int[] {4}, x.get(1), x.get(2), 1e-2))
                        .on(Input.of(ANY, 2, 3, 4), Input.of(ANY, 4), Input.of(ANY, 4))
                        .on(Input.of(ANY, 4), Input.of(ANY, 4), Input.of(ANY, 4))
                        .on(Input.of(ANY, 0, 4), Input.of(ANY, 4), Input.of(ANY, 4)),
                OpCase.of("layerNorm, two dimensions", x -> x.layerNorm(new int[] {3, 2}, null, null, 1e-2))
                        .on(ANY, 2, 3, 2),
                new OpCase("rmsNorm", x -> x.get(0).rmsNorm(new int[] {4}, x.get(1)))
                        .on(Input.of(ANY, 2, 4), Input.of(ANY, 4))
                        .on(Input.of(ANY, 4), Input.of(ANY, 4)),
                new OpCase("groupNorm", x -> x.get(0).groupNorm(2, x.get(1), x.get(2), 1e-2))
                        .on(Input.of(ANY, 2, 4, 3), Input.of(ANY, 4), Input.of(ANY, 4))
                        .on(Input.of(ANY, 1, 2, 2, 2), Input.of(ANY, 2), Input.of(ANY, 2)),
                new OpCase(
                                "batchNorm, training",
                                x -> x.get(0)
                                        .batchNorm(null, null, x.get(1), x.get(2), true, 0.1, 1e-2)
                                        .output())
                        .on(Input.of(ANY, 4, 2), Input.of(ANY, 2), Input.of(ANY, 2))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 2), Input.of(ANY, 2))
                        .on(Input.of(ANY, 2, 1, 2, 2), Input.of(ANY, 1), Input.of(ANY, 1)),
                new OpCase(
                                "batchNorm, evaluation",
                                x -> x.get(0)
                                        .batchNorm(x.get(1), x.get(2), null, null, false, 0.1, 1e-2)
                                        .output())
                        .on(Input.of(ANY, 3, 2, 2), Input.of(ANY, 2), Input.of(POSITIVE, 2)));
    }

    private static List<OpCase> attention() {
        boolean[] allowed = {true, false, true, false, false, false};
        Tensor mask = Tensor.of(allowed, 2, 3);
        return List.of(
                new OpCase("attention", x -> x.get(0).scaledDotProductAttention(x.get(1), x.get(2), null, false))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 3, 3), Input.of(ANY, 3, 2))
                        .on(Input.of(ANY, 2, 1, 2, 2), Input.of(ANY, 2, 1, 3, 2), Input.of(ANY, 2, 1, 3, 2)),
                new OpCase(
                                "attention, causal",
                                x -> x.get(0).scaledDotProductAttention(x.get(1), x.get(2), null, true, 0.7))
                        .on(Input.of(ANY, 2, 3, 2), Input.of(ANY, 2, 3, 2), Input.of(ANY, 2, 3, 2)),
                new OpCase(
                                "attention, a query without keys",
                                x -> x.get(0).scaledDotProductAttention(x.get(1), x.get(2), mask, false))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 2, 3, 3), Input.of(ANY, 2, 3, 2)),
                new OpCase(
                                "attention, mask of numbers",
                                x -> x.get(0).scaledDotProductAttention(x.get(1), x.get(2), x.get(3), false))
                        .on(
                                Input.of(ANY, 2, 2, 3),
                                Input.of(ANY, 2, 3, 3),
                                Input.of(ANY, 2, 3, 2),
                                Input.of(ANY, 2, 3)));
    }

    private static List<OpCase> recurrent() {
        return List.of(
                recurrent("rnn", 1, 1, () -> new RnnOp(Nonlinearity.TANH, false)),
                recurrent("rnn, relu, reverse", 1, 1, () -> new RnnOp(Nonlinearity.RELU, true)),
                recurrent("lstm", 4, 2, () -> new LstmOp(false)),
                recurrent("lstm, reverse", 4, 2, () -> new LstmOp(true)),
                recurrent("gru", 3, 1, () -> new GruOp(false)),
                recurrent("gru, reverse", 3, 1, () -> new GruOp(true)));
    }

    private static OpCase recurrent(String name, int gates, int states, Supplier<RecurrentOp> op) {
        return new OpCase(name, x -> op.get().apply(x.toArray(Tensor[]::new)))
                .on(sequence(3, 2, 2, gates, states))
                .on(sequence(1, 1, 3, gates, states))
                .on(sequence(2, 0, 2, gates, states));
    }

    private static Input[] sequence(int length, int batch, int hidden, int gates, int states) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(Input.of(ANY, length, batch, gates * hidden));
        inputs.add(Input.of(ANY, gates * hidden, hidden));
        inputs.add(Input.of(ANY, gates * hidden));
        for (int k = 0; k < states; k++) {
            inputs.add(Input.of(ANY, batch, hidden));
        }
        return inputs.toArray(Input[]::new);
    }

    private static List<OpCase> others() {
        return List.of(
                OpCase.of("dropout", x -> x.dropout(0.4, true, new Rng(5)))
                        .on(ANY, 3, 4)
                        .on(ANY)
                        .on(ANY, 0),
                OpCase.of("crossEntropy", x -> x.crossEntropy(1, Tensor.of(2L, 0L, -1L, 2L)))
                        .on(ANY, 4, 3),
                OpCase.of(
                                "crossEntropy, classes first",
                                x -> x.crossEntropy(0, Tensor.of(new long[][] {{1, 0}, {2, 1}})))
                        .on(ANY, 3, 2, 2),
                OpCase.of(
                                "crossEntropy, classes between",
                                x -> x.crossEntropy(1, Tensor.of(new long[][] {{1, 0}, {-1, 1}})))
                        .on(ANY, 2, 3, 2),
                OpCase.of("pad", x -> x.pad(1.5, 1, 2)).on(ANY, 3).on(ANY, 2, 3).on(ANY, 2, 0),
                OpCase.of("pad, cut and added", x -> x.pad(0, -1, 2, 1, -1))
                        .on(ANY, 3, 2)
                        .on(ANY, 2, 2, 3));
    }
}

package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@link Rnn}, {@link Lstm} and {@link Gru} share. */
class RecurrentLayerTest {
    private static final RecurrentOptions DEEP =
            RecurrentOptions.DEFAULT.withLayers(2).withBidirectional(true);

    private enum Kind {
        RNN,
        LSTM,
        GRU;

        RecurrentLayer layer(RecurrentOptions options, DType dtype) {
            Rng rng = new Rng(7);
            return switch (this) {
                case RNN -> new Rnn(3, 4, Rnn.Nonlinearity.TANH, options, rng, dtype);
                case LSTM -> new Lstm(3, 4, options, rng, dtype);
                case GRU -> new Gru(3, 4, options, rng, dtype);
            };
        }

        RecurrentLayer layer(RecurrentOptions options) {
            return layer(options, DType.FLOAT32);
        }
    }

    private static Tensor input(int... dims) {
        return Tensor.randn(new Rng(2), DType.FLOAT32, dims);
    }

    private static void assertSame(RecurrentLayer.Run got, Tensor output, List<Tensor> last) {
        assertThat(got.output().bitEquals(output)).isTrue();
        for (int k = 0; k < last.size(); k++) {
            assertThat(got.last().get(k).bitEquals(last.get(k))).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void printsAsPyTorchDoes(Kind kind) {
        assertThat(kind.layer(RecurrentOptions.DEFAULT)).hasToString(kind + "(3, 4)");
        assertThat(kind.layer(new RecurrentOptions(2, false, true, 0.5, true)))
                .hasToString(
                        kind + "(3, 4, num_layers=2, bias=False, batch_first=True, dropout=0.5, bidirectional=True)");
    }

    @Test
    void namesItsParametersAsPyTorchDoes() {
        assertThat(Kind.LSTM.layer(DEEP).stateDict().keySet())
                .containsExactly(
                        "weight_ih_l0",
                        "weight_hh_l0",
                        "bias_ih_l0",
                        "bias_hh_l0",
                        "weight_ih_l0_reverse",
                        "weight_hh_l0_reverse",
                        "bias_ih_l0_reverse",
                        "bias_hh_l0_reverse",
                        "weight_ih_l1",
                        "weight_hh_l1",
                        "bias_ih_l1",
                        "bias_hh_l1",
                        "weight_ih_l1_reverse",
                        "weight_hh_l1_reverse",
                        "bias_ih_l1_reverse",
                        "bias_hh_l1_reverse");
        assertThat(Kind.GRU
                        .layer(RecurrentOptions.DEFAULT.withBias(false))
                        .stateDict()
                        .keySet())
                .containsExactly("weight_ih_l0", "weight_hh_l0");
    }

    @ParameterizedTest
    @EnumSource
    void theBatchMayBeFirst(Kind kind) {
        Tensor x = input(5, 2, 3);

        RecurrentLayer.Run second = kind.layer(DEEP).unroll(x);
        RecurrentLayer.Run first = kind.layer(DEEP.withBatchFirst(true)).unroll(x.transpose(0, 1));

        assertThat(second.output().shape().dims()).containsExactly(5, 2, 8);
        assertThat(second.last().get(0).shape().dims()).containsExactly(4, 2, 4);
        assertSame(first, second.output().transpose(0, 1), second.last());
    }

    @ParameterizedTest
    @EnumSource
    void aSequenceWithoutBatchIsABatchOfOne(Kind kind) {
        RecurrentLayer layer = kind.layer(DEEP);
        Tensor x = input(5, 3);
        List<Tensor> state = Collections.nCopies(layer.states(), input(4, 4));

        RecurrentLayer.Run batch = layer.unroll(
                x.unsqueeze(1), state.stream().map(s -> s.unsqueeze(1)).toList());

        assertSame(
                layer.unroll(x, state),
                batch.output().squeeze(1),
                batch.last().stream().map(s -> s.squeeze(1)).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aSecondRunGoesOnWhereTheFirstEnded(Kind kind) {
        RecurrentLayer layer = kind.layer(RecurrentOptions.DEFAULT.withLayers(2));
        Tensor x = input(5, 2, 3);
        RecurrentLayer.Run whole = layer.unroll(x);

        RecurrentLayer.Run start = layer.unroll(x.narrow(0, 0, 2));
        RecurrentLayer.Run rest = layer.unroll(x.narrow(0, 2, 3), start.last());

        assertThat(layer.apply(x).bitEquals(whole.output())).isTrue();
        assertSame(rest, whole.output().narrow(0, 2, 3), whole.last());
    }

    @Test
    void anEmptyBatchGivesNothing() {
        RecurrentLayer.Run run = Kind.LSTM.layer(DEEP).unroll(Tensor.zeros(5, 0, 3));
        assertThat(run.output().shape().dims()).containsExactly(5, 0, 8);
        assertThat(run.last().get(1).shape().dims()).containsExactly(4, 0, 4);
    }

    @ParameterizedTest
    @EnumSource
    void gradientsReachInputStateAndParameters(Kind kind) {
        RecurrentLayer layer = kind.layer(DEEP, DType.FLOAT64);
        Map<String, Tensor> parameters = layer.namedParameters();
        List<Tensor> inputs = new ArrayList<>();
        inputs.add(Tensor.randn(new Rng(1), DType.FLOAT64, 3, 2, 3));
        for (int k = 0; k < layer.states(); k++) {
            inputs.add(Tensor.randn(new Rng(k), DType.FLOAT64, 4, 2, 4));
        }

        GradCheck.assertGradients(
                given -> {
                    RecurrentLayer.Run run = layer.unroll(given.get(0), given.subList(1, given.size()));
                    Tensor sum = run.output().square().sum();
                    for (Tensor last : run.last()) {
                        sum = sum.add(last.sin().sum());
                    }
                    return sum;
                },
                inputs.toArray(Tensor[]::new));
        layer.apply(inputs.get(0)).sum().backward();
        assertThat(parameters.values()).allMatch(p -> p.grad() != null);
    }

    @Test
    void anInitialStateIsLearned() {
        Gru gru = new Gru(2, 3);
        Tensor start = Tensor.zeros(1, 3).requiresGrad(true);

        gru.run(Tensor.ones(4, 2), start).output().sum().backward();

        assertThat(start.grad()).isNotNull();
    }

    @Test
    void dropoutIsBetweenLayersAndInTrainingOnly() {
        RecurrentOptions options = RecurrentOptions.DEFAULT.withDropout(0.5);
        Tensor x = input(3, 2, 3);
        RecurrentLayer plain = Kind.GRU.layer(RecurrentOptions.DEFAULT.withLayers(2));
        RecurrentLayer dropping = Kind.GRU.layer(options.withLayers(2));

        Tensor one = Kind.GRU.layer(options).apply(x);
        assertThat(one.bitEquals(Kind.GRU.layer(RecurrentOptions.DEFAULT).apply(x)))
                .isTrue();
        assertThat(dropping.apply(x).bitEquals(plain.apply(x))).isFalse();
        dropping.eval();
        assertThat(dropping.apply(x).bitEquals(plain.apply(x))).isTrue();
    }

    @Test
    void dropsWhatPyTorchDrops() {
        Tensor x = Tensor.linspace(-1, 1, 12).reshape(3, 2, 2);
        Rng.seed(3);
        Lstm lstm = new Lstm(2, 2, new RecurrentOptions(2, true, false, 0.5, false));
        assertClose(
                lstm.apply(x),
                -0.0257498138f,
                0.0254503880f,
                -0.0258246809f,
                0.0274642780f,
                -0.0054186461f,
                0.0216700099f,
                -0.0076935152f,
                0.0262477845f,
                -0.0180040468f,
                0.0338602439f,
                -0.0138090318f,
                0.0335767455f);
        Rng.seed(3);
        Gru gru = new Gru(2, 2, new RecurrentOptions(2, true, true, 0.5, true));
        assertClose(
                gru.apply(x).select(1, -1),
                0.0067543224f,
                -0.2888522744f,
                -0.3010491431f,
                -0.0275229625f,
                -0.1016274542f,
                -0.2030507028f,
                -0.4537080526f,
                0.4133212566f,
                -0.1538827121f,
                -0.2454859018f,
                -0.2360691279f,
                -0.1725465655f);
    }

    private static void assertClose(Tensor got, float... want) {
        assertThat(got.flatten().allClose(Tensor.of(want), 1e-5, 1e-7))
                .as("%s, expected %s", got, Arrays.toString(want))
                .isTrue();
    }

    @Test
    void loadsAState() {
        RecurrentLayer source = Kind.LSTM.layer(DEEP);
        Lstm target = new Lstm(3, 4, DEEP);

        target.loadStateDict(new TreeMap<>(source.stateDict()));

        Tensor x = input(2, 1, 3);
        assertThat(target.apply(x).bitEquals(source.apply(x))).isTrue();
    }

    @Test
    void sizesBelowOneAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lstm(0, 3))
                .withMessage("LSTM: input and hidden size must be >= 1, got 0 and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecurrentOptions.DEFAULT.withLayers(0))
                .withMessage("recurrent options: layers must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RecurrentOptions.DEFAULT.withDropout(1.5))
                .withMessage("recurrent options: dropout must be in [0, 1], got 1.5");
    }

    @Test
    void inputsThatDoNotFitAreErrors() {
        Lstm lstm = new Lstm(3, 4);
        String expected =
                "LSTM: expects input [seq, batch, 3] or [seq, 3] of type FLOAT32 with at least one step, got ";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.apply(Tensor.zeros(3)))
                .withMessage(expected + "[3] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.run(Tensor.zeros(2, 2, 4)))
                .withMessage(expected + "[2, 2, 4] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.apply(Tensor.zeros(DType.FLOAT64, 2, 2, 3)))
                .withMessage(expected + "[2, 2, 3] of type FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.apply(Tensor.zeros(0, 2, 3)))
                .withMessage(expected + "[0, 2, 3] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Gru(3, 4, RecurrentOptions.DEFAULT.withBatchFirst(true)).apply(Tensor.zeros(2, 0, 3)))
                .withMessageStartingWith("GRU: expects input [batch, seq, 3] or [seq, 3]");
    }

    @Test
    void statesThatDoNotFitAreErrors() {
        Lstm lstm = new Lstm(3, 4, DEEP);
        Tensor x = Tensor.zeros(5, 2, 3);
        Tensor fits = Tensor.zeros(4, 2, 4);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.run(x, fits, Tensor.zeros(4, 5, 4)))
                .withMessage("LSTM: expects an initial state [4, 2, 4] of type FLOAT32, got [4, 5, 4] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.run(x, fits.to(DType.FLOAT64), fits))
                .withMessage("LSTM: expects an initial state [4, 2, 4] of type FLOAT32, got [4, 2, 4] of type FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lstm.run(x.select(1, 0), fits, fits))
                .withMessageStartingWith("LSTM: expects an initial state [4, 4]");
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MultiheadAttentionTest {
    private static MultiheadAttention layer(double dropout, boolean bias, boolean batchFirst) {
        return new MultiheadAttention(4, 2, dropout, bias, batchFirst, new Rng(3), DType.FLOAT32);
    }

    private static Tensor input(int... dims) {
        return Tensor.randn(new Rng(2), DType.FLOAT32, dims);
    }

    private static void assertClose(Tensor got, float... want) {
        assertThat(got.flatten().allClose(Tensor.of(want), 1e-5, 1e-6))
                .as("%s", got)
                .isTrue();
    }

    @Test
    void printsAsPyTorchDoes() {
        assertThat(new MultiheadAttention(4, 2)).hasToString("""
                        MultiheadAttention(
                          (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)
                        )""");
        assertThat(layer(0, false, false).stateDict().keySet()).containsExactly("in_proj_weight", "out_proj.weight");
        assertThat(layer(0, true, false).stateDict().keySet())
                .containsExactly("in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias");
    }

    @Test
    void attendsFromQueriesToKeys() {
        MultiheadAttention layer = layer(0, true, true);
        Tensor query = Tensor.linspace(-1, 1, 16).reshape(2, 2, 4);
        Tensor key = Tensor.linspace(0, 1, 24).reshape(2, 3, 4);
        Tensor value = Tensor.linspace(1, -1, 24).reshape(2, 3, 4);

        MultiheadAttention.Result result = layer.attend(query, key, value, AttentionMasks.NONE, true);

        assertClose(
                result.output(),
                0.0296034981f,
                -0.2693586349f,
                -0.1055065766f,
                -0.1603515297f,
                0.0426400155f,
                -0.2719976902f,
                -0.1115531698f,
                -0.1550215334f,
                -0.0527746640f,
                0.3064894378f,
                0.0924410820f,
                0.0712107047f,
                -0.0397453979f,
                0.3038520813f,
                0.0863979012f,
                0.0765378848f);
        assertClose(
                requireNonNull(result.weights()),
                0.3331568241f,
                0.3329655826f,
                0.3338775933f,
                0.3333093822f,
                0.3333087265f,
                0.3333818614f,
                0.3336646557f,
                0.3332474828f,
                0.3330878615f,
                0.3342207074f,
                0.3327820599f,
                0.3329972029f);
        assertThat(layer.attend(query, key, value).weights()).isNull();
    }

    @Test
    void theBatchMayBeFirstOrMissing() {
        Tensor x = input(3, 2, 4);
        MultiheadAttention second = layer(0, true, false);
        MultiheadAttention.Result want = second.attend(x, x, x, AttentionMasks.CAUSAL, true);

        Tensor t = x.transpose(0, 1);
        MultiheadAttention.Result first = layer(0, true, true).attend(t, t, t, AttentionMasks.CAUSAL, true);
        assertThat(first.output().allClose(want.output().transpose(0, 1), 1e-6, 1e-7))
                .isTrue();
        assertThat(requireNonNull(first.weights()).allClose(requireNonNull(want.weights()), 1e-6, 1e-7))
                .isTrue();

        Tensor one = x.select(1, 1);
        MultiheadAttention.Result single = second.attend(one, one, one, AttentionMasks.CAUSAL, true);
        assertThat(single.output().allClose(want.output().select(1, 1), 1e-6, 1e-7))
                .isTrue();
        assertThat(requireNonNull(single.weights())
                        .allClose(requireNonNull(want.weights()).select(0, 1), 1e-6, 1e-7))
                .isTrue();
    }

    @Test
    void weightsDoNotChangeTheOutput() {
        Tensor x = input(5, 3, 4);
        MultiheadAttention layer = layer(0, true, false);
        Tensor without = layer.attend(x, x, x, AttentionMasks.CAUSAL, false).output();
        MultiheadAttention.Result with = layer.attend(x, x, x, AttentionMasks.CAUSAL, true);

        assertThat(with.output().allClose(without, 1e-6, 1e-7)).isTrue();
        assertThat(requireNonNull(with.weights()).sum(-1).allClose(Tensor.ones(3, 5), 1e-6, 0))
                .isTrue();
    }

    @Test
    void aQueryThatMayAttendToNothingGetsTheBiasAlone() {
        Tensor x = input(2, 1, 4);
        MultiheadAttention layer = layer(0, true, false);
        AttentionMasks nothing = AttentionMasks.NONE.withKeyPadding(Tensor.of(new boolean[] {true, true}, 1, 2));

        for (boolean needWeights : new boolean[] {false, true}) {
            MultiheadAttention.Result result = layer.attend(x, x, x, nothing, needWeights);
            assertThat(result.output().bitEquals(Tensor.zeros(2, 1, 4))).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void dropsWhatPyTorchDrops(boolean needWeights) {
        Rng.seed(3);
        MultiheadAttention layer = new MultiheadAttention(4, 2, 0.5, true, false, Rng.current(), DType.FLOAT32);
        Tensor x = Tensor.linspace(-1, 1, 24).reshape(3, 2, 4);

        MultiheadAttention.Result result = layer.attend(x, x, x, AttentionMasks.NONE, needWeights);

        assertClose(
                result.output().select(0, -1),
                -0.4601959586f,
                0.0972511396f,
                0.2358669639f,
                -0.1232856661f,
                -0.0800436288f,
                -0.2587516308f,
                -0.0467486419f,
                -0.1520149857f);
        if (needWeights) {
            assertClose(
                    requireNonNull(result.weights()).select(0, 0),
                    0.4213471115f,
                    0.3255636394f,
                    0.6775934696f,
                    0.3462538719f,
                    0.3331684768f,
                    0.3464452624f,
                    0.3977889717f,
                    0.3298014700f,
                    0.6672451496f);
        }
        layer.eval();
        assertThat(layer.apply(x).bitEquals(layer.apply(x))).isTrue();
    }

    @Test
    void gradientsReachQueryKeyAndValue() {
        MultiheadAttention layer = new MultiheadAttention(4, 2, 0, true, true, new Rng(3), DType.FLOAT64);
        Tensor query = Tensor.randn(new Rng(4), DType.FLOAT64, 2, 2, 4);
        Tensor key = Tensor.randn(new Rng(5), DType.FLOAT64, 2, 3, 4);
        Tensor value = Tensor.randn(new Rng(6), DType.FLOAT64, 2, 3, 4);
        GradCheck.assertGradients(
                x -> {
                    MultiheadAttention.Result result =
                            layer.attend(x.get(0), x.get(1), x.get(2), AttentionMasks.CAUSAL, true);
                    return result.output()
                            .sum()
                            .add(requireNonNull(result.weights()).square().sum());
                },
                query,
                key,
                value);
        layer.apply(query).sum().backward();
        assertThat(layer.parameters()).allMatch(p -> p.grad() != null);
    }

    @ParameterizedTest
    @CsvSource({"5, 2", "4, 0", "0, 1"})
    void headsThatDoNotDivideAreErrors(int features, int heads) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MultiheadAttention(features, heads))
                .withMessage("MultiheadAttention: heads must divide features, got " + heads + " and " + features);
    }

    @Test
    void inputsThatDoNotFitAreErrors() {
        MultiheadAttention layer = new MultiheadAttention(4, 2);
        Tensor x = Tensor.zeros(3, 2, 4);
        String expected = "MultiheadAttention: expects query, key and value [length, batch, 4] or [length, 4] of type"
                + " FLOAT32, got ";
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.apply(Tensor.zeros(4)))
                .withMessage(expected + "[4], [4] and [4] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.attend(x, Tensor.zeros(3, 1, 4), x))
                .withMessage(expected + "[3, 2, 4], [3, 1, 4] and [3, 2, 4] of type FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.attend(x, x, Tensor.zeros(2, 2, 4)))
                .withMessage("MultiheadAttention: expects as many values as keys, got [3, 2, 4] and [2, 2, 4]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.apply(x.to(DType.FLOAT64)))
                .withMessage(expected + "[3, 2, 4], [3, 2, 4] and [3, 2, 4] of type FLOAT64");
    }
}

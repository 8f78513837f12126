package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link TransformerEncoderLayer} and {@link TransformerEncoder}. */
class TransformerEncoderTest {
    private static final TransformerOptions SMALL = TransformerOptions.DEFAULT.withFeedforward(3);

    @Test
    void printsAsPyTorchDoes() {
        TransformerOptions options = SMALL.withBias(false).withActivationLayer(Gelu::new);
        assertThat(new TransformerEncoderLayer(4, 2, options)).hasToString("""
                        TransformerEncoderLayer(
                          (self_attn): MultiheadAttention(
                            (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=False)
                          )
                          (linear1): Linear(in_features=4, out_features=3, bias=False)
                          (dropout): Dropout(p=0.1, inplace=False)
                          (linear2): Linear(in_features=3, out_features=4, bias=False)
                          (norm1): LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=False)
                          (norm2): LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=False)
                          (dropout1): Dropout(p=0.1, inplace=False)
                          (dropout2): Dropout(p=0.1, inplace=False)
                          (activation): GELU(approximate='none')
                        )""");
        TransformerEncoder two =
                new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, SMALL), 2, new LayerNorm(4));
        assertThat(two.toString())
                .startsWith("TransformerEncoder(\n  (layers): ModuleList(\n    (0-1): 2 x TransformerEncoderLayer(\n")
                .endsWith("\n  (norm): LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=True)\n)");
    }

    @Test
    void namesItsParametersAsPyTorchDoes() {
        TransformerEncoder encoder =
                new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, SMALL), 2, new LayerNorm(4));
        assertThat(encoder.stateDict().keySet())
                .hasSize(26)
                .startsWith(
                        "layers.0.self_attn.in_proj_weight",
                        "layers.0.self_attn.in_proj_bias",
                        "layers.0.self_attn.out_proj.weight",
                        "layers.0.self_attn.out_proj.bias",
                        "layers.0.linear1.weight",
                        "layers.0.linear1.bias",
                        "layers.0.linear2.weight",
                        "layers.0.linear2.bias",
                        "layers.0.norm1.weight",
                        "layers.0.norm1.bias",
                        "layers.0.norm2.weight",
                        "layers.0.norm2.bias",
                        "layers.1.self_attn.in_proj_weight")
                .endsWith("norm.weight", "norm.bias");
    }

    @Test
    void learnsWhatTheActivationLearns() {
        TransformerEncoderLayer layer = new TransformerEncoderLayer(4, 2, SMALL.withActivationLayer(PRelu::new));
        assertThat(layer.namedParameters()).containsKey("activation.weight");
    }

    @Test
    void noLayersShareAnActivation() {
        TransformerOptions options = SMALL.withActivationLayer(PRelu::new);
        TransformerEncoder encoder = new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, options), 2);
        assertThat(encoder.namedParameters())
                .containsKeys("layers.0.activation.weight", "layers.1.activation.weight")
                .hasSize(26);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withActivation(new Tanh()))
                .withMessage("transformer options: each module needs a layer of its own, use withActivationLayer,"
                        + " got Tanh()");
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, '-0.8460208774, -1.0510902405, 1.3843909502, 0.5127201080, -1.4060198069, 0.0320692845,"
                + "-0.0472339280, 1.4211844206'",
        "false, true, '1.2299451828, -0.3017569780, 1.0437011719, 0.6521738768, 1.4080181122, -0.5353692770,"
                + "0.9130434990, 1.9963065386'",
        "true, false, '0.8700761795, -1.7014716864, 0.4498444200, 0.3815511763, 0.8147329688, -1.6067762375,"
                + "-0.0734294355, 0.8654727340'",
        "true, true, '1.0836236477, -1.0285987854, 1.5573223829, 0.3825583160, 0.7391304374, -0.0460709929,"
                + "1.3606240749, 2.6292676926'"
    })
    void dropsWhatPyTorchDrops(boolean batchFirst, boolean normFirst, String last) {
        Rng.seed(3);
        TransformerEncoderLayer layer = new TransformerEncoderLayer(
                4, 2, SMALL.withDropout(0.5).withBatchFirst(batchFirst).withNormFirst(normFirst));
        Tensor y = layer.apply(Tensor.linspace(-1, 1, 24).reshape(3, 2, 4));

        double[] want = Pattern.compile(",")
                .splitAsStream(last)
                .mapToDouble(Double::parseDouble)
                .toArray();
        assertThat(y.select(0, -1).flatten().to(DType.FLOAT64).allClose(Tensor.of(want), 1e-5, 1e-6))
                .as("%s", y)
                .isTrue();
    }

    @Test
    void masksReachEveryLayer() {
        TransformerEncoder encoder = new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, SMALL), 2);
        encoder.eval();
        Tensor x = Tensor.randn(new Rng(1), DType.FLOAT32, 5, 1, 4);

        Tensor whole = encoder.apply(x, AttentionMasks.CAUSAL);
        Tensor start = encoder.apply(x.narrow(0, 0, 3), AttentionMasks.CAUSAL);

        assertThat(whole.narrow(0, 0, 3).allClose(start, 1e-5, 1e-6)).isTrue();
        assertThat(encoder.apply(x).narrow(0, 0, 3).allClose(start, 1e-5, 1e-6)).isFalse();
    }

    @Test
    void layersAreDrawnOneByOne() {
        TransformerEncoder encoder = new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, SMALL), 2);
        Tensor first = encoder.namedParameters().get("layers.0.linear1.weight");
        Tensor second = encoder.namedParameters().get("layers.1.linear1.weight");
        assertThat(first).isNotNull();
        assertThat(second).isNotNull();
        assertThat(first.bitEquals(second)).isFalse();
    }

    @Test
    void wrongNumbersAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerEncoder(() -> new TransformerEncoderLayer(4, 2, SMALL), 0))
                .withMessage("TransformerEncoder: the number of layers must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TransformerEncoderLayer(5, 2))
                .withMessage("MultiheadAttention: heads must divide features, got 2 and 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withFeedforward(0))
                .withMessage("transformer options: feedforward must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withDropout(-1))
                .withMessage("transformer options: dropout must be in [0, 1], got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SMALL.withEps(-1))
                .withMessage("transformer options: eps must be finite and >= 0, got -1.0");
    }
}

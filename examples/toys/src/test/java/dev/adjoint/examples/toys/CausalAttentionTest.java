package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.AttentionMasks;
import dev.adjoint.nn.MultiheadAttention;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CausalAttentionTest {
    @Test
    void equalsMultiheadAttentionUnderACausalMask() {
        Rng.seed(3);
        CausalAttention written = new CausalAttention(8, 2);
        MultiheadAttention library = new MultiheadAttention(8, 2, 0, true, true, Rng.current(), DType.FLOAT32);
        Map<String, Tensor> state = written.stateDict();
        Map<String, Tensor> renamed = new LinkedHashMap<>();
        renamed.put("in_proj_weight", state.get("qkv.weight"));
        renamed.put("in_proj_bias", state.get("qkv.bias"));
        renamed.put("out_proj.weight", state.get("output.weight"));
        renamed.put("out_proj.bias", state.get("output.bias"));
        library.loadStateDict(renamed);
        Tensor x = Tensor.randn(3, 5, 8);

        MultiheadAttention.Result expected = library.attend(x, x, x, AttentionMasks.CAUSAL, true);

        assertThat(written.apply(x).allClose(expected.output(), 1e-5, 1e-6)).isTrue();
        assertThat(written.weights(x).mean(1).allClose(expected.weights(), 1e-5, 1e-6))
                .isTrue();
    }
}

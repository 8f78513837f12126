package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class NormLayersTest {
    private static final Tensor X = Tensor.randn(new Rng(2), DType.FLOAT32, 3, 4, 2);

    @Test
    void startAsTheirPlainOps() {
        assertThat(new LayerNorm(4, 2).apply(X).bitEquals(X.layerNorm(new int[] {4, 2}, null, null, 1e-5)))
                .isTrue();
        assertThat(new RmsNorm(2).apply(X).bitEquals(X.rmsNorm(new int[] {2}, null)))
                .isTrue();
        assertThat(new GroupNorm(2, 4).apply(X).bitEquals(X.groupNorm(2, null, null, 1e-5)))
                .isTrue();
    }

    @Test
    void weightAndBiasCanBeLeftOut() {
        int[] shape = {2};
        assertThat(new LayerNorm(shape, 1e-5, true, false, DType.FLOAT32)
                        .stateDict()
                        .keySet())
                .containsExactly("weight");
        assertThat(new LayerNorm(shape, 1e-5, false, true, DType.FLOAT32).parameters())
                .isEmpty();
        assertThat(new RmsNorm(shape, 1e-5, false, DType.FLOAT32).parameters()).isEmpty();
        assertThat(new GroupNorm(1, 2, 1e-5, false, true, DType.FLOAT32).parameters())
                .isEmpty();
    }

    @Test
    void theShapeIsCopied() {
        int[] shape = {2};
        LayerNorm layer = new LayerNorm(shape, 1e-5, true, true, DType.FLOAT32);
        shape[0] = 3;
        assertThat(layer.apply(X).shape()).isEqualTo(X.shape());
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(LayerNorm::new)
                .withMessage("LayerNorm: sizes must be >= 1, got []");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RmsNorm(2, 0))
                .withMessage("RMSNorm: sizes must be >= 1, got [2, 0]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RmsNorm(new int[] {2}, -1.0, true, DType.FLOAT32))
                .withMessage("RMSNorm: eps must be finite and >= 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupNorm(4, 6))
                .withMessage("GroupNorm: channels must be a multiple of groups, both >= 1, got 6 and 4");
    }

    @Test
    void inputsThatDoNotFitAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LayerNorm(3).apply(X))
                .withMessageContaining("[3]")
                .withMessageContaining("[3, 4, 2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GroupNorm(2, 6, 1e-5, false, false, DType.FLOAT32).apply(X))
                .withMessage("GroupNorm: expects input [n, c, *] with c = 6, got [3, 4, 2]");
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class PReluTest {
    @Test
    void theSlopeIsLearnt() {
        PRelu layer = new PRelu();
        Tensor y = layer.apply(Tensor.of(-2f, 3f, -4f));
        assertThat(y.toFloatArray()).containsExactly(-0.5f, 3, -1);
        y.sum().backward();
        assertThat(requireNonNull(layer.weight().grad()).toFloatArray()).containsExactly(-6);
    }

    @Test
    void eachChannelCanHaveItsOwn() {
        PRelu layer = new PRelu(2, 0.5, DType.FLOAT64);
        assertThat(layer.stateDict().keySet()).containsExactly("weight");
        assertThat(layer.apply(Tensor.full(DType.FLOAT64, -1, 1, 2, 3)).toDoubleArray())
                .containsOnly(-0.5);
        assertThatIllegalArgumentException().isThrownBy(() -> layer.apply(Tensor.ones(DType.FLOAT64, 1, 3)));
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PRelu(0))
                .withMessage("PReLU: channels must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PRelu(1, Double.NaN, DType.FLOAT32))
                .withMessage("PReLU: init must be finite, got NaN");
    }
}

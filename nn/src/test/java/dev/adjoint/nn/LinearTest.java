package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearTest {
    @Test
    void drawsPyTorchsWeightsThenItsBias() {
        Rng rng = Rng.seed(318167);
        Linear layer = new Linear(4, 2);

        assertThat(layer.weight().toFloatArray())
                .containsExactly(
                        -0.22833097f,
                        0.015865266f,
                        0.07287723f,
                        -0.27320802f,
                        -0.39848155f,
                        0.340698f,
                        -0.30245107f,
                        -0.30335683f);
        assertThat(requireNonNull(layer.bias()).toFloatArray()).containsExactly(0.43006694f, -0.018895566f);
        assertThat(Tensor.rand(rng, DType.FLOAT32, 2).toFloatArray())
                .as("the stream was used up to the same point")
                .containsExactly(0.044002414f, 0.37695867f);
    }

    @Test
    void withoutBiasDrawsOnlyTheWeight() {
        Rng rng = new Rng(244192);
        Linear layer = new Linear(11, 10, false, rng, DType.FLOAT32);

        assertThat(layer.bias()).isNull();
        assertThat(layer.namedParameters().keySet()).containsExactly("weight");
        assertThat(Arrays.copyOf(layer.weight().toFloatArray(), 3))
                .containsExactly(-0.021381708f, 0.10909617f, -0.07130399f);
        assertThat(Tensor.rand(rng, DType.FLOAT32, 2).toFloatArray()).containsExactly(0.6849744f, 0.03696704f);
    }

    @Test
    void computesInItsType() {
        Linear layer = new Linear(3, 2, true, new Rng(1), DType.FLOAT64);
        Tensor x = Tensor.of(new double[] {1, 2, 3, -1, 0, 1}, 2, 3);

        Tensor y = layer.apply(x);

        Tensor expected = x.matmul(layer.weight().t()).add(requireNonNull(layer.bias()));
        assertThat(y.dtype()).isEqualTo(DType.FLOAT64);
        assertThat(y.allClose(expected, 1e-15, 1e-15)).isTrue();
        assertThat(layer.apply(x.reshape(1, 2, 3)).shape())
                .isEqualTo(y.reshape(1, 2, 2).shape());
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "3, 0", "-1, 2"})
    void sizesBelowOneAreErrors(int in, int out) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Linear(in, out))
                .withMessage("Linear: in and out must be >= 1, got " + in + " and " + out);
    }

    @Test
    void aWrongInputNamesBothShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Linear(3, 2).apply(Tensor.ones(4, 5)))
                .withMessageContaining("[4, 5]")
                .withMessageContaining("[2, 3]");
    }
}

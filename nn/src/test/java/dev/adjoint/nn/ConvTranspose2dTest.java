package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvTranspose2dTest {
    @Test
    void isTheOpWithItsWeightAndBias() {
        Window down = new Window(2, 2, 0, 1);
        Window across = new Window(3, 2, 1, 1);
        ConvTranspose2d layer = new ConvTranspose2d(4, 6, down, across, 1, 0, 2, true, new Rng(3), DType.FLOAT64);
        Tensor x = Tensor.randn(new Rng(4), DType.FLOAT64, 2, 4, 3, 2);

        assertThat(layer.weight().shape().dims()).containsExactly(4, 3, 2, 3);
        Tensor expected = x.convTranspose2d(layer.weight(), layer.bias(), down, across, 2, 1, 0);
        assertThat(layer.apply(x).bitEquals(expected)).isTrue();
        assertThat(expected.shape().dims()).containsExactly(2, 6, 7, 3);
    }

    @Test
    void undoesTheShapeOfAConvolution() {
        Tensor x = Tensor.ones(1, 2, 8, 8);
        Tensor y = new Conv2d(2, 3, 4, 2, 1).apply(x);
        assertThat(new ConvTranspose2d(3, 2, 4, 2, 1).apply(y).shape()).isEqualTo(x.shape());
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "0, 2", "-1, 0"})
    void paddingsAreCheckedBeforeAnythingIsDrawn(int padding, int outputPadding) {
        Rng rng = new Rng(7);
        Window window = new Window(1, padding < 0 ? 1 : 2, padding, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ConvTranspose2d(1, 1, Window.of(1), window, 0, outputPadding, 1, true, rng, DType.FLOAT32))
                .withMessageStartingWith("ConvTranspose2d: expects a padding >= 0, and an output padding >= 0")
                .withMessageEndingWith("got " + window + " and output padding " + outputPadding);
        assertThat(rng.random()).isEqualTo(new Rng(7).random());
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.op.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Conv1dTest {
    @Test
    void aWindowSaysHowItMoves() {
        Conv1d layer = new Conv1d(1, 2, Window.of(3).withDilation(2));
        assertThat(layer).hasToString("Conv1d(1, 2, kernel_size=(3,), stride=(1,), dilation=(2,))");
    }

    @Test
    void isTheOpWithItsWeightAndBias() {
        Window window = new Window(3, 2, 1, 1);
        Conv1d layer = new Conv1d(4, 2, window, 2, true, new Rng(3), DType.FLOAT64);
        Tensor x = Tensor.randn(new Rng(4), DType.FLOAT64, 2, 4, 7);

        assertThat(layer.weight().shape().dims()).containsExactly(2, 2, 3);
        assertThat(layer.apply(x).bitEquals(x.conv1d(layer.weight(), layer.bias(), window, 2)))
                .isTrue();
        assertThat(layer.apply(x.select(0, 0)).shape().dims()).containsExactly(2, 4);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4"})
    void samePaddingKeepsTheLength(int kernel) {
        Tensor y = new Conv1d(1, 1, kernel, 1, Window.SAME).apply(Tensor.ones(1, 1, 5));
        assertThat(y.shape().dims()).containsExactly(1, 1, 5);
    }

    @Test
    void samePaddingOfAnEvenKernelLooksAheadRatherThanBack() {
        Conv1d layer = new Conv1d(1, 1, 2, 1, Window.SAME);
        Init.ones(layer.weight());
        Init.zeros(requireNonNull(layer.bias()));
        assertThat(layer.apply(Tensor.of(new float[] {1, 2, 4}, 1, 3)).toFloatArray())
                .containsExactly(3, 6, 4);
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 1", "2, 0, 1", "2, 2, 0", "3, 2, 2", "2, 3, 2"})
    void sizesMustBePositiveMultiplesOfGroups(int in, int out, int groups) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Conv1d(in, out, Window.of(1), groups, true, new Rng(1), DType.FLOAT32))
                .withMessage("Conv1d: in and out must be multiples of groups, all >= 1, got in " + in + ", out " + out
                        + " and groups " + groups);
    }
}

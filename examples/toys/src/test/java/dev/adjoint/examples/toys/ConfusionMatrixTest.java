package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void countsAndPrints() {
        ConfusionMatrix matrix = new ConfusionMatrix(3, Tensor.of(0L, 0L, 0L, 1L, 0L), Tensor.of(0L, 0L, 1L, 1L, 2L));

        assertThat(matrix.accuracy()).isEqualTo("60.00");
        assertThat(matrix.count(0, 1)).isEqualTo(1);
        assertThat(matrix.count(1, 0)).isZero();
        CapturedScreen screen = new CapturedScreen();
        matrix.print(screen.screen());
        assertThat(screen.text()).isEqualTo("""
                         0     1     2   recall
                   0     2     1     1    50.00
                   1     .     1     .   100.00
                   2     .     .     .        -
                """);
    }

    @Test
    void refusesPredictionsOfAnotherCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConfusionMatrix(2, Tensor.of(0L, 1L), Tensor.of(0L)))
                .withMessage(
                        "confusion matrix: expected one prediction an example, got [1] predictions and [2] examples");
    }
}

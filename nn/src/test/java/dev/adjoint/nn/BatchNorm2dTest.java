package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class BatchNorm2dTest {
    @Test
    void normalisesEachChannelOverSamplesAndPlaces() {
        Tensor x = Tensor.randn(new Rng(5), DType.FLOAT64, 3, 2, 4, 5).mul(3).add(7);
        Tensor y = new BatchNorm2d(2, 0, 0.1, true, true, true, DType.FLOAT64).apply(x);
        assertThat(y.mean(0, 2, 3).allClose(Tensor.zeros(DType.FLOAT64, 2), 0, 1e-14))
                .isTrue();
        assertThat(y.square().mean(0, 2, 3).allClose(Tensor.ones(DType.FLOAT64, 2), 1e-14, 0))
                .isTrue();
    }

    @Test
    void otherShapesAreErrors() {
        for (int[] dims : new int[][] {{2, 3}, {2, 3, 4}, {2, 4, 3, 3}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new BatchNorm2d(3).apply(Tensor.ones(dims)))
                    .withMessage("BatchNorm2d: expects input [n, c, h, w] with c = 3, got "
                            + Tensor.ones(dims).shape());
        }
    }
}

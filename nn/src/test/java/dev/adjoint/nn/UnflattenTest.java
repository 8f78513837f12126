package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class UnflattenTest {
    @Test
    void undoesFlatten() {
        Tensor x = Tensor.rand(2, 3, 4, 5);
        assertThat(new Unflatten(1, 3, 4, 5).apply(new Flatten().apply(x)).bitEquals(x))
                .isTrue();
    }

    @Test
    void splitsAnyDimensionAndWorksOutOneSize() {
        Tensor x = Tensor.rand(2, 6, 5);
        assertThat(new Unflatten(-2, -1, 3).apply(x).shape().dims()).containsExactly(2, 2, 3, 5);
        assertThat(new Unflatten(0, 2, 1).apply(x).shape().dims()).containsExactly(2, 1, 6, 5);
    }

    @Test
    void sizesAreChecked() {
        for (int[] sizes : new int[][] {{}, {0}, {-1, -1}, {2, -2}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Unflatten(1, sizes))
                    .withMessageStartingWith("Unflatten: sizes must be >= 1, but for one that may be -1, got [");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Unflatten(1, 4, 2).apply(Tensor.ones(2, 6)))
                .withMessage("Unflatten: sizes [4, 2] do not make up dimension 1 of [2, 6]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Unflatten(-1, -1, 4).apply(Tensor.ones(2, 6)))
                .withMessage("Unflatten: sizes [-1, 4] do not make up dimension -1 of [2, 6]");
    }
}

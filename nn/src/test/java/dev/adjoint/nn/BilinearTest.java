package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BilinearTest {
    @Test
    void isABilinearFormForEachOutput() {
        Bilinear module = new Bilinear(2, 3, 2, true, new Rng(1), DType.FLOAT64);
        Tensor x1 = Tensor.randn(new Rng(2), DType.FLOAT64, 4, 2);
        Tensor x2 = Tensor.randn(new Rng(3), DType.FLOAT64, 4, 3);

        Tensor y = module.apply(x1, x2);

        assertThat(y.shape().dims()).containsExactly(4, 2);
        Tensor form = x1.select(0, 3).matmul(module.weight().select(0, 1)).dot(x2.select(0, 3));
        double expected = form.item() + requireNonNull(module.bias()).get(1);
        assertThat(y.get(3, 1)).isCloseTo(expected, Offset.offset(1e-14));
    }

    @Test
    void keepsLeadingDimensions() {
        Bilinear module = new Bilinear(2, 3, 5, false, new Rng(1), DType.FLOAT32);
        assertThat(module.bias()).isNull();
        assertThat(module.apply(Tensor.ones(4, 6, 2), Tensor.ones(4, 6, 3))
                        .shape()
                        .dims())
                .containsExactly(4, 6, 5);
        assertThat(module.apply(Tensor.ones(2), Tensor.ones(3)).shape().dims()).containsExactly(5);
    }

    @Test
    void inputsThatDoNotFitAreErrors() {
        Bilinear module = new Bilinear(2, 3, 5);
        for (int[] dims : new int[][] {{4, 2}, {3, 3}, {3}, {1, 3}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> module.apply(Tensor.ones(4, 2), Tensor.ones(dims)))
                    .withMessage("Bilinear: expects inputs [*, 2] and [*, 3], got [4, 2] and "
                            + Tensor.ones(dims).shape());
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
    void sizesBelowOneAreErrors(int in1, int in2, int out) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bilinear(in1, in2, out))
                .withMessage("Bilinear: in1, in2 and out must be >= 1, got " + in1 + ", " + in2 + " and " + out);
    }
}

package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PoolingTest {
    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void theFirstOfEqualsGetsTheGradient(DType dtype) {
        Tensor x =
                Tensor.of(new double[][] {{3, 1, 2, 2}, {3, 3, 2, 2}}).to(dtype).requiresGrad(true);

        x.maxPool2d(2).backward(Tensor.of(new double[][] {{5, 7}}).to(dtype));

        assertThat(gradient(x).toDoubleArray()).containsExactly(5, 0, 7, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = DType.class,
            names = {"FLOAT32", "FLOAT64"})
    void aNanIsTheLargest(DType dtype) {
        double nan = Double.NaN;
        Tensor x =
                Tensor.of(new double[][] {{9, nan, 1}, {nan, 5, 1}}).to(dtype).requiresGrad(true);

        Tensor y = x.maxPool2d(Window.of(2), Window.of(2), false);
        y.backward(Tensor.of(new double[][] {{5, 7}}).to(dtype));

        assertThat(y.toDoubleArray()).containsExactly(nan, nan);
        assertThat(gradient(x).toDoubleArray()).containsExactly(0, 7, 0, 5, 0, 0);
    }

    @Test
    void minusInfinityIsNotTakenForPadding() {
        Tensor x =
                Tensor.full(DType.FLOAT64, Double.NEGATIVE_INFINITY, 1, 1, 2, 2).requiresGrad(true);

        Tensor y = x.maxPool2d(Window.of(2).withPadding(1), Window.of(2).withPadding(1), false);
        y.sum().backward();

        assertThat(y.toDoubleArray()).containsOnly(Double.NEGATIVE_INFINITY);
        assertThat(gradient(x).toDoubleArray()).containsExactly(4, 2, 2, 1);
    }

    @Test
    void paddingCountsOrDoesNot() {
        Tensor x = Tensor.ones(DType.FLOAT64, 1, 1, 3, 3);
        Window window = new Window(2, 2, 1, 1);

        assertThat(x.avgPool2d(window, window, false, true).toDoubleArray()).containsExactly(0.25, 0.5, 0.5, 1);
        assertThat(x.avgPool2d(window, window, false, false).toDoubleArray()).containsOnly(1);
    }

    @Test
    void whatLiesBeyondThePaddingNeverCounts() {
        Tensor x = Tensor.ones(DType.FLOAT64, 1, 5);
        Window window = Window.of(2).withStride(2);

        assertThat(x.avgPool2d(Window.of(1), window, true, true).toDoubleArray())
                .containsExactly(1, 1, 1);
    }

    @Test
    void adaptiveSpansCoverThePlaneAndMayOverlap() {
        Tensor x = Tensor.of(new double[][] {{0, 1, 2, 3, 4}});

        assertThat(x.adaptiveAvgPool2d(1, 3).toDoubleArray()).containsExactly(0.5, 2, 3.5);
        assertThat(x.adaptiveAvgPool2d(2, 5).select(0, 1).toDoubleArray()).containsExactly(0, 1, 2, 3, 4);
    }

    private static Tensor gradient(Tensor x) {
        return Objects.requireNonNull(x.grad());
    }
}

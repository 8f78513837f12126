package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TensorSummaryTest {
    @Test
    void smallTensorsAreWholeWithFiveDigits() {
        assertThat(Tensor.scalar(DType.FLOAT64, 1 / 3.0).summary()).isEqualTo("0.33333");
        assertThat(Tensor.of(1f, -0f, 100, 12345678, 0.00001f, Float.NaN).summary())
                .isEqualTo("1, 0, 100, 1.235e+07, 1.000e-05, NaN");
        assertThat(Tensor.of(7L, -1).summary()).isEqualTo("7, -1");
        assertThat(Tensor.of(true, false).summary()).isEqualTo("true, false");
        assertThat(Tensor.zeros(0).summary()).isEqualTo("no elements");
    }

    @Test
    void ofLargeOnesTheFirstAndTheExtremes() {
        assertThat(Tensor.arange(100).summary()).isEqualTo("0, 1, 2, ... (mean 49.5, min 0, max 99)");
        assertThat(Tensor.arange(0.0, 10, 1).reshape(2, 5).t().summary())
                .isEqualTo("0, 5, 1, ... (mean 4.5, min 0, max 9)");
        assertThat(Tensor.arange(10).gt(6).summary()).isEqualTo("false, false, false, ... (3 of 10 true)");
    }

    @Test
    void readsWithoutRecording() {
        Tensor x = Tensor.of(1f, 2).requiresGrad(true);
        assertThat(x.exp().summary()).isEqualTo("2.7183, 7.3891");
    }
}

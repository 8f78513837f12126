package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.Arrays;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchNorm1dTest {
    private static BatchNorm1d layer(Double momentum, boolean affine, boolean tracks) {
        return new BatchNorm1d(1, 0, momentum, affine, true, tracks, DType.FLOAT64);
    }

    private static Tensor batch(double... values) {
        return Tensor.of(values, values.length, 1);
    }

    private static double running(Module layer, String name) {
        return layer.stateDict().get(name).to(DType.FLOAT64).sum().item();
    }

    @Test
    void keepsPyTorchsState() {
        Map<String, Tensor> state = new BatchNorm1d(3).stateDict();
        assertThat(state.keySet())
                .containsExactly("weight", "bias", "running_mean", "running_var", "num_batches_tracked");
        assertThat(state.get("num_batches_tracked"))
                .matches(count -> count.dtype() == DType.INT64 && count.rank() == 0);
        assertThat(layer(0.1, false, false).stateDict()).isEmpty();
    }

    @Test
    void runningValuesMoveByTheMomentum() {
        BatchNorm1d layer = layer(0.25, true, true);
        layer.apply(batch(1, 3)); // mean 2, variance 2 with one taken off the number
        assertThat(running(layer, "running_mean")).isEqualTo(0.5);
        assertThat(running(layer, "running_var")).isEqualTo(1.25);
        assertThat(running(layer, "num_batches_tracked")).isEqualTo(1);
    }

    @Test
    void withoutMomentumRunningValuesAreTheMeanOverAllBatches() {
        BatchNorm1d layer = layer(null, true, true);
        layer.apply(batch(1, 3));
        layer.apply(batch(4, 8));
        layer.apply(batch(1, 1));
        assertThat(running(layer, "running_mean")).isCloseTo(3, Offset.offset(1e-15));
        assertThat(running(layer, "running_var")).isCloseTo(10.0 / 3, Offset.offset(1e-15));
    }

    @Test
    void evaluationUsesTheRunningValuesAndLeavesThem() {
        BatchNorm1d layer = layer(1.0, true, true);
        layer.apply(batch(0, 2, 4)); // mean 2, variance 4
        layer.eval();
        assertThat(layer.apply(batch(2, 4)).toDoubleArray()).containsExactly(0, 1);
        assertThat(running(layer, "num_batches_tracked")).isEqualTo(1);
        assertThat(running(layer, "running_mean")).isEqualTo(2);
    }

    @Test
    void withoutRunningValuesEvaluationUsesTheBatch() {
        BatchNorm1d layer = layer(0.1, false, false);
        layer.eval();
        assertThat(layer.apply(batch(1, 3)).toDoubleArray()).containsExactly(-1, 1);
    }

    @Test
    void trainingBetweenEvaluationAndItsBackwardPassDoesNoHarm() {
        BatchNorm1d layer = layer(0.1, true, true);
        layer.eval();
        Tensor x = batch(1, 3).requiresGrad(true);
        Tensor y = layer.apply(x);
        layer.train();
        layer.apply(batch(4, 8));
        y.sum().backward();
        assertThat(x.grad()).isNotNull().matches(grad -> grad.allClose(batch(1, 1), 1e-15, 0));
    }

    /** As in PyTorch: the batch counts all the same. */
    @Test
    void anEmptyBatchLeavesTheRunningValues() {
        for (Double momentum : new Double[] {0.1, null}) {
            BatchNorm1d layer = layer(momentum, true, true);
            layer.apply(batch(1, 3));
            double mean = running(layer, "running_mean");
            double variance = running(layer, "running_var");
            assertThat(layer.apply(Tensor.zeros(DType.FLOAT64, 0, 1)).shape().dims())
                    .containsExactly(0, 1);
            layer.apply(Tensor.zeros(DType.FLOAT64, 2, 1, 0));
            assertThat(running(layer, "running_mean")).isEqualTo(mean);
            assertThat(running(layer, "running_var")).isEqualTo(variance);
            assertThat(running(layer, "num_batches_tracked")).isEqualTo(3);
        }
    }

    @Test
    void anErrorLeavesTheState() {
        BatchNorm1d layer = layer(0.1, true, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> layer.apply(batch(5)))
                .withMessageContaining("more than 1 element a channel");
        assertThat(running(layer, "num_batches_tracked")).isZero();
        assertThat(running(layer, "running_mean")).isZero();
    }

    @Test
    void theBiasCanBeLeftOut() {
        assertThat(new BatchNorm1d(3, 1e-5, 0.1, true, false, false, DType.FLOAT32)
                        .namedParameters()
                        .keySet())
                .containsExactly("weight");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void otherRanksAreErrors(int rank) {
        int[] dims = {3, 3, 3, 3};
        Tensor x = Tensor.ones(Arrays.copyOf(dims, rank));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchNorm1d(3).apply(x))
                .withMessage("BatchNorm1d: expects input [n, c] or [n, c, length] with c = 3, got " + x.shape());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1e-5, 0.1, 'BatchNorm1d: features must be >= 1, got 0'",
        "2, -1, 0.1, 'BatchNorm1d: eps must be finite and >= 0, got -1.0'",
        "2, 1, NaN, 'BatchNorm1d: momentum must be finite, got NaN'",
    })
    void settingsAreChecked(int features, double eps, double momentum, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchNorm1d(features, eps, momentum, true, true, true, DType.FLOAT32))
                .withMessage(message);
    }
}

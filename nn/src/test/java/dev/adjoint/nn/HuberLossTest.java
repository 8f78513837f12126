package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.GradCheck;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Huber's loss and the smooth L1 loss, which are one function but for a factor. */
class HuberLossTest {
    private static final double INF = Double.POSITIVE_INFINITY;

    @Test
    void aParabolaGoesOnAsLines() {
        Tensor x = Tensor.of(0.0, 1, -1, 2, -3, INF).requiresGrad(true);
        Tensor zero = Tensor.of(0.0, 0, 0, 0, 0, 0);

        Tensor losses =
                new HuberLoss().withDelta(2).withReduction(Reduction.NONE).apply(x, zero);
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(0, 0.5, 0.5, 2, 4, INF);
        assertThat(requireNonNull(x.grad()).toDoubleArray()).containsExactly(0, 1, -1, 2, -2, 2);
    }

    @Test
    void theSecondDerivativeIsZeroFromTheKneesOn() {
        Tensor x = Tensor.of(0.0, 1, 2, -2, 3).requiresGrad(true);
        Tensor loss = new HuberOp(2, 2).apply(x).sum();
        Tensor first = Autograd.grad(loss, x, GraphOption.CREATE_GRAPH);

        assertThat(Autograd.grad(first.sum(), x).toDoubleArray()).containsExactly(1, 1, 0, 0, 0);
    }

    @Test
    void smoothL1IsHubersLossDividedByBeta() {
        Tensor x = Tensor.of(0.1, -0.2, 0.5, -4);
        Tensor zero = Tensor.of(0.0, 0, 0, 0);

        assertThat(new SmoothL1Loss().withBeta(0.4).apply(x, zero).item())
                .isEqualTo(new HuberLoss().withDelta(0.4).apply(x, zero).item() / 0.4, within(1e-15));
        assertThat(Losses.smoothL1Loss(x, zero).item())
                .isEqualTo(Losses.huberLoss(x, zero).item());
    }

    @Test
    void smoothL1WithoutAParabolaIsL1() {
        Tensor x = Tensor.of(0.5, 0, -2).requiresGrad(true);
        Tensor zero = Tensor.of(0.0, 0, 0);

        Tensor loss =
                new SmoothL1Loss().withBeta(0).withReduction(Reduction.SUM).apply(x, zero);
        loss.backward();

        assertThat(loss.item()).isEqualTo(2.5);
        assertThat(requireNonNull(x.grad()).toDoubleArray()).containsExactly(1, 0, -1);
    }

    @Test
    void theOpIsDifferentiableTwice() {
        GradCheck.assertGradients(
                GradCheck.Options.DEFAULT.withOrder(2),
                x -> new HuberOp(0.5, 3).apply(x.get(0)),
                Tensor.of(-2.0, -0.3, 0.1, 0.45, 0.6));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, INF, Double.NaN})
    void refusesOtherKnees(double wrong) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HuberLoss().withDelta(wrong))
                .withMessage("HuberLoss: delta must be finite and > 0, got " + wrong);
        if (wrong != 0) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new SmoothL1Loss().withBeta(wrong))
                    .withMessage("SmoothL1Loss: beta must be finite and >= 0, got " + wrong);
        }
    }
}

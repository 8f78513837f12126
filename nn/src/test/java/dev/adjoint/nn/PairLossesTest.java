package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

/** Losses of pairs, whose targets are 1 and −1. */
class PairLossesTest {
    private static final GradCheck.Options TWICE = GradCheck.Options.DEFAULT.withOrder(2);

    private static double[] gradOf(Tensor x) {
        return requireNonNull(x.grad()).toDoubleArray();
    }

    @Test
    void hingeEmbedding() {
        Tensor x = Tensor.of(0.5, 0.5, 1, 2).requiresGrad(true);

        Tensor losses = new HingeEmbeddingLoss().withReduction(Reduction.NONE).apply(x, Tensor.of(1.0, -1, -1, -1));
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(0.5, 0.5, 0, 0);
        assertThat(gradOf(x)).containsExactly(new double[] {1, -1, -1, 0}, within(0.0));
    }

    @Test
    void marginRanking() {
        Tensor a = Tensor.of(1.0, 1, 2, 0).requiresGrad(true);
        Tensor b = Tensor.of(1.0, 2, 0, 1).requiresGrad(true);
        Tensor target = Tensor.of(1.0, 1, 1, -1).requiresGrad(true);

        Tensor losses = new MarginRankingLoss()
                .withMargin(0.5)
                .withReduction(Reduction.NONE)
                .apply(a, b, target);
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(0.5, 1.5, 0, 0);
        assertThat(gradOf(a)).containsExactly(new double[] {-1, -1, 0, 0}, within(0.0));
        assertThat(gradOf(b)).containsExactly(new double[] {1, 1, 0, 0}, within(0.0));
        assertThat(gradOf(target)).containsExactly(new double[] {0, 1, 0, 0}, within(0.0));
        assertThat(Losses.marginRankingLoss(a, b, target).item()).isEqualTo(0.25);
    }

    @Test
    void theKinkOfMarginRankingHasTheSlopeOfTheRisingSide() {
        Tensor a = Tensor.of(1.0).requiresGrad(true);

        Losses.marginRankingLoss(a, Tensor.of(1.0), Tensor.of(1.0)).backward();

        assertThat(gradOf(a)).containsExactly(-1);
    }

    @Test
    void cosineEmbedding() {
        Tensor a = Tensor.of(new double[] {1, 0, 1, 0, 3, 4, 0, 0}, 4, 2);
        Tensor b = Tensor.of(new double[] {0, 2, 1, 1, 6, 8, 1, 1}, 4, 2);
        CosineEmbeddingLoss each = new CosineEmbeddingLoss().withMargin(0.5).withReduction(Reduction.NONE);

        assertThat(each.apply(a, b, Tensor.of(1.0, -1, 1, 1)).toDoubleArray())
                .containsExactly(new double[] {1, Math.sqrt(0.5) - 0.5, 0, 1}, within(1e-11));
        assertThat(each.apply(Tensor.of(1.0, 0), Tensor.of(1.0, 0), Tensor.scalar(DType.FLOAT64, -1))
                        .item())
                .isEqualTo(0.5, within(1e-11));
        assertThat(Losses.cosineEmbeddingLoss(Tensor.zeros(0, 2), Tensor.zeros(0, 2), Tensor.zeros(0))
                        .item())
                .isNaN();
    }

    @Test
    void gradientsOfFirstAndSecondOrder() {
        Tensor a = Tensor.of(new double[] {1, 0.5, -1, 0.3, 2, 0.1}, 3, 2);
        Tensor b = Tensor.of(new double[] {0.4, 1, -2, 0.5, 1, 1}, 3, 2);
        Tensor target = Tensor.of(1.0, -1, -1);

        GradCheck.assertGradients(
                TWICE, x -> new CosineEmbeddingLoss().withMargin(0.2).apply(x.get(0), x.get(1), target), a, b);
        GradCheck.assertGradients(
                TWICE,
                x -> new MarginRankingLoss().withMargin(0.2).apply(x.get(0), x.get(1), target),
                Tensor.of(0.5, 1, -1),
                Tensor.of(1.0, -1, 3));
    }

    @Test
    void refusesWhatDoesNotFit() {
        Tensor two = Tensor.ones(2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.hingeEmbeddingLoss(two, Tensor.zeros(2)))
                .withMessage("hingeEmbeddingLoss: the target must be 1 or -1 everywhere, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.marginRankingLoss(two, two, Tensor.zeros(2)))
                .withMessage("marginRankingLoss: the target must be 1 or -1 everywhere, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.marginRankingLoss(two, Tensor.ones(2, 1), two))
                .withMessageContaining("input1 and input2 must have one shape, got [2] and [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.marginRankingLoss(two, two, Tensor.ones(1)))
                .withMessageContaining("input1 and target must have one shape, got [2] and [1]");
        Tensor rows = Tensor.ones(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.cosineEmbeddingLoss(rows, rows, Tensor.ones(2, 1)))
                .withMessage("cosineEmbeddingLoss: expects inputs [n, d] and target [n], or [d] and a scalar, "
                        + "got [2, 3] and [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.cosineEmbeddingLoss(rows, rows, Tensor.of(1.0, 1)))
                .withMessageContaining("inputs and target must have one float type, got FLOAT32 and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.cosineEmbeddingLoss(rows, rows, Tensor.zeros(2)))
                .withMessageContaining("must be 1 or -1 everywhere, got 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CosineEmbeddingLoss().withMargin(Double.NaN))
                .withMessage("CosineEmbeddingLoss: margin must be finite, got NaN");
    }
}

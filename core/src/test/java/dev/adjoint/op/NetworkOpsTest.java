package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What the laws of {@link NetworkOpTable} and the conformance cases do not show of normalisation, attention, dropout.
 */
class NetworkOpsTest {
    @Test
    void layerNormKeepsSmallDifferencesOfLargeNumbers() {
        Tensor x = Tensor.of(new double[][] {{1e8 + 1, 1e8 + 2, 1e8 + 3}});

        double[] y = x.layerNorm(new int[] {3}, null, null, 0).toDoubleArray();

        double sigma = Math.sqrt(2.0 / 3);
        assertThat(y).containsExactly(-1 / sigma, 0, 1 / sigma);
    }

    @Test
    void batchNormMovesTheRunningValues() {
        Tensor x = Tensor.of(new double[][] {{1}, {3}, {5}});
        Tensor mean = Tensor.of(new double[] {10});
        Tensor variance = Tensor.of(new double[] {2});

        BatchNorm.Result result = x.requiresGrad(true).batchNorm(mean, variance, null, null, true, 0.25, 0);

        Tensor newMean = Objects.requireNonNull(result.runningMean());
        Tensor newVariance = Objects.requireNonNull(result.runningVariance());
        assertThat(newMean.item()).isEqualTo(0.75 * 10 + 0.25 * 3);
        assertThat(newVariance.item()).isEqualTo(0.75 * 2 + 0.25 * 4); // (4 + 0 + 4) / (3 − 1)
        assertThat(newMean.requiresGrad()).isFalse();
        assertThat(newVariance.requiresGrad()).isFalse();
        assertThat(mean.item()).isEqualTo(10);
    }

    @Test
    void batchNormInEvaluationKeepsTheRunningValues() {
        Tensor mean = Tensor.of(1.0);
        Tensor variance = Tensor.of(4.0);

        BatchNorm.Result result = Tensor.of(new double[][] {{5}}).batchNorm(mean, variance, null, null, false, 0.1, 0);

        assertThat(result.output().item()).isEqualTo(2);
        assertThat(result.runningMean()).isSameAs(mean);
        assertThat(result.runningVariance()).isSameAs(variance);
    }

    @Test
    void aQueryThatMayAttendToNothingGivesZeroAndNoNan() {
        Tensor mask = Tensor.of(new boolean[] {true, false, false, false}, 2, 2);
        for (Tensor masking :
                new Tensor[] {mask, mask.where(Tensor.scalar(0), Tensor.scalar(Double.NEGATIVE_INFINITY))}) {
            Tensor q = Tensor.ones(2, 3).requiresGrad(true);
            Tensor k = Tensor.ones(2, 3).requiresGrad(true);
            Tensor v = Tensor.of(new float[][] {{1, 2}, {3, 4}}).requiresGrad(true);

            Tensor y = q.scaledDotProductAttention(k, v, masking, false);
            y.sum().backward();

            assertThat(y.toFloatArray()).containsExactly(1, 2, 0, 0);
            assertThat(gradient(q).toFloatArray()).containsOnly(0);
            assertThat(gradient(k).toFloatArray()).containsOnly(0);
            assertThat(gradient(v).toFloatArray()).containsExactly(1, 1, 0, 0);
        }
    }

    @Test
    void dropoutKeepsTheMeanAndZeroesTheGradientWithTheElement() {
        Tensor x = Tensor.ones(DType.FLOAT32, 10_000).requiresGrad(true);

        Tensor y = x.dropout(0.25, true, new Rng(3));
        y.sum().backward();

        assertThat(y.toFloatArray()).containsOnly(0, 1 / 0.75f);
        assertThat(y.mean().item()).isBetween(0.97, 1.03);
        assertThat(gradient(x).bitEquals(y.detach())).isTrue();
        assertThat(x.dropout(0.25, false, new Rng(3))).isSameAs(x);
        assertThat(x.dropout(1, true, new Rng(3)).toFloatArray()).containsOnly(0);
    }

    @Test
    void padsAndCutsFromTheLastDimensionOn() {
        Tensor x = Tensor.of(new long[][] {{1, 2, 3}, {4, 5, 6}});

        Tensor y = x.pad(9, -1, 1, 1, 0);

        assertThat(y.shape().dims()).containsExactly(3, 3);
        assertThat(y.toLongArray()).containsExactly(9, 9, 9, 2, 3, 9, 5, 6, 9);
    }

    private static Tensor gradient(Tensor x) {
        return Objects.requireNonNull(x.grad());
    }
}

package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionOpTest {
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void equalsTheComposedForm(DType dtype) {
        double tolerance = dtype == DType.FLOAT32 ? 1e-5 : 1e-13;
        for (int[] lengths : new int[][] {{1, 1}, {5, 5}, {3, 8}, {8, 3}, {70, 70}, {4, 3000}, {2, 0}, {0, 2}}) {
            for (boolean causal : new boolean[] {false, true}) {
                Operands on = new Operands(dtype, lengths[0], lengths[1]);
                Tensor fused = on.q.scaledDotProductAttention(on.k, on.v, null, causal);
                Tensor composed = Attention.weights(on.q, on.k, null, causal, Attention.scale(on.q))
                        .matmul(on.v);
                assertThat(fused.allClose(composed, tolerance, tolerance))
                        .as("%d queries, %d keys", lengths[0], lengths[1])
                        .isTrue();
                List<Tensor> actual = on.gradients(fused);
                List<Tensor> expected = on.gradients(composed);
                for (int i = 0; i < 3; i++) {
                    assertThat(actual.get(i).allClose(expected.get(i), tolerance, tolerance))
                            .as("gradient of input %d, %d queries, %d keys", i, lengths[0], lengths[1])
                            .isTrue();
                }
            }
        }
    }

    @Test
    void hasTheSameBitsOnAnyNumberOfThreads() {
        int threads = Parallel.threads();
        Operands on = new Operands(DType.FLOAT32, 100, 100);
        try {
            Parallel.setThreads(1);
            List<Tensor> one = on.gradients(on.q.scaledDotProductAttention(on.k, on.v, null, true));
            Parallel.setThreads(3);
            List<Tensor> three = on.gradients(on.q.scaledDotProductAttention(on.k, on.v, null, true));
            for (int i = 0; i < 3; i++) {
                assertThat(one.get(i).bitEquals(three.get(i))).isTrue();
            }
        } finally {
            Parallel.setThreads(threads);
        }
    }

    @Test
    void headsAreJoinedWithoutACopy() {
        Operands on = new Operands(DType.FLOAT32, 5, 5);
        Tensor y = on.q.scaledDotProductAttention(on.k, on.v, null, true);
        Tensor joined = y.transpose(1, 2).reshape(2, 5, 12);
        assertThat(joined.storage()).isSameAs(y.storage());
    }

    private static final class Operands {
        final Tensor q;
        final Tensor k;
        final Tensor v;
        final Tensor upstream;

        /** Views of [batch, time, heads, e], as layers make them: 2 batches, 3 heads. */
        Operands(DType dtype, int queries, int keys) {
            Rng rng = new Rng(9);
            q = Tensor.randn(rng, dtype, 2, queries, 3, 8)
                    .transpose(1, 2)
                    .detach()
                    .requiresGrad(true);
            k = Tensor.randn(rng, dtype, 2, keys, 3, 8).transpose(1, 2).detach().requiresGrad(true);
            v = Tensor.randn(rng, dtype, 2, keys, 3, 4).transpose(1, 2).detach().requiresGrad(true);
            upstream = Tensor.randn(rng, dtype, 2, 3, queries, 4);
        }

        List<Tensor> gradients(Tensor y) {
            return Autograd.grad(y.mul(upstream).sum(), List.of(q, k, v));
        }
    }
}

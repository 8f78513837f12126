package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LayerNormOpTest {
    private static final int[] LENGTHS = {1, 2, 13, 128, 5000};

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void equalsTheComposedForm(DType dtype) {
        double tolerance = dtype == DType.FLOAT32 ? 2e-5 : 1e-12;
        for (int n : LENGTHS) {
            Operands on = new Operands(dtype, 37, n);
            Tensor h = Normalize.standardize(on.x, 1e-5, 1);
            assertClose(on, on.layerNorm(), h.mul(on.weight).add(on.bias), tolerance);
            Tensor plain = Normalize.standardize(on.x, 1e-5, 1).add(on.bias);
            assertClose(on, on.x.layerNorm(new int[] {n}, null, on.bias, 1e-5), plain, tolerance);

            Tensor root = on.x.square().mean(true, 1).add(1e-5).sqrt();
            Tensor composed = on.x.div(root).mul(on.weight);
            assertClose(on, on.x.rmsNorm(new int[] {n}, on.weight, 1e-5), composed, tolerance);
        }
    }

    /** The sums over rows do not depend on the number of threads. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void hasTheSameBitsOnAnyNumberOfThreads(DType dtype) {
        int threads = Parallel.threads();
        Operands on = new Operands(dtype, 1001, 256);
        try {
            Parallel.setThreads(1);
            List<Tensor> one = on.gradients(on.layerNorm());
            Parallel.setThreads(3);
            List<Tensor> three = on.gradients(on.layerNorm());
            for (int i = 0; i < one.size(); i++) {
                assertThat(one.get(i).bitEquals(three.get(i))).isTrue();
            }
        } finally {
            Parallel.setThreads(threads);
        }
    }

    private static void assertClose(Operands on, Tensor fused, Tensor composed, double tolerance) {
        assertThat(fused.allClose(composed, tolerance, tolerance)).isTrue();
        List<Tensor> actual = on.gradients(fused);
        List<Tensor> expected = on.gradients(composed);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i).allClose(expected.get(i), tolerance, 10 * tolerance))
                    .as("gradient of input %d, rows of %d", i, on.x.size(1))
                    .isTrue();
        }
    }

    private static final class Operands {
        final Tensor x;
        final Tensor weight;
        final Tensor bias;
        final Tensor upstream;

        Operands(DType dtype, int rows, int n) {
            Rng rng = new Rng(7);
            x = Tensor.randn(rng, dtype, rows, n).add(2).detach().requiresGrad(true);
            weight = Tensor.randn(rng, dtype, n).requiresGrad(true);
            bias = Tensor.randn(rng, dtype, n).requiresGrad(true);
            upstream = Tensor.randn(rng, dtype, rows, n);
        }

        Tensor layerNorm() {
            return x.layerNorm(new int[] {x.size(1)}, weight, bias, 1e-5);
        }

        /** The gradients of x, weight and bias by their backward passes, zeros where there is no path. */
        List<Tensor> gradients(Tensor y) {
            Tensor loss = y.mul(upstream)
                    .sum()
                    .add(weight.mul(0).sum())
                    .add(bias.mul(0).sum());
            return Autograd.grad(loss, List.of(x, weight, bias));
        }
    }
}

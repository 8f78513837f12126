package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CrossEntropyOpTest {
    /** The fused forward and backward pass give the bits of log-softmax, gather and their gradients. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void equalsTheComposedFormInAllBits(DType dtype) {
        Rng rng = new Rng(1);
        for (int classes : new int[] {1, 2, 7, 64, 1000}) {
            Tensor x = Tensor.randn(rng, dtype, 33, classes).mul(3).detach().requiresGrad(true);
            long[] indices = new long[33];
            rng.randint(indices, 0, classes);
            Tensor index = Tensor.of(indices);
            Tensor upstream = Tensor.randn(rng, dtype, 33);

            Tensor fused = x.crossEntropy(1, index);
            Tensor composed =
                    x.logSoftmax(1).gather(1, index.unsqueeze(1)).squeeze(1).neg();

            assertThat(fused.bitEquals(composed)).as("%d classes", classes).isTrue();
            assertThat(gradient(fused, x, upstream).allClose(gradient(composed, x, upstream), 0, 0))
                    .as("gradient of %d classes", classes)
                    .isTrue();
        }
    }

    private static Tensor gradient(Tensor y, Tensor x, Tensor upstream) {
        return Autograd.grad(List.of(y), List.of(x), List.of(upstream)).get(0);
    }

    @Test
    void isStableForLargeLogits() {
        Tensor x = Tensor.of(new double[][] {{1e4, -1e4}, {-1e4, 1e4}, {1e300, -1e300}})
                .requiresGrad(true);
        Tensor y = x.crossEntropy(1, Tensor.of(0L, 0L, 1L));
        y.sum().backward();

        assertThat(y.toDoubleArray()).containsExactly(-0.0, 2e4, 2e300);
        assertThat(x.grad().toDoubleArray()).containsExactly(0, 0, -1, 1, 1, -1);
    }

    @Test
    void noClassHasNoLossAndNoGradient() {
        Tensor x = Tensor.of(new float[][] {{Float.NaN, 1}, {1, 1}}).requiresGrad(true);
        Tensor y = x.crossEntropy(1, Tensor.of(-1L, 0L));
        y.sum().backward();

        assertThat(y.toFloatArray()).containsExactly(0, 0.6931472f);
        assertThat(x.grad().toFloatArray()).containsExactly(0, 0, -0.5f, 0.5f);
        Tensor composed = Autograd.grad(x.crossEntropy(1, Tensor.of(-1L, 0L)).sum(), x, GraphOption.CREATE_GRAPH);
        assertThat(composed.toFloatArray()).containsExactly(0, 0, -0.5f, 0.5f);
    }

    @Test
    void wrongIndicesAreErrors() {
        Tensor x = Tensor.zeros(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.crossEntropy(1, Tensor.of(0L, 3L)))
                .withMessage("crossEntropy: class index 3 is out of range, the input has 3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.crossEntropy(1, Tensor.of(0L, 1L, 2L)))
                .withMessage("crossEntropy: logits [2, 3] with classes in dimension 1 take INT64 class indices of shape"
                        + " [2], got INT64 [3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> x.crossEntropy(0, Tensor.zeros(3)))
                .withMessageEndingWith("got FLOAT32 [3]");
    }
}

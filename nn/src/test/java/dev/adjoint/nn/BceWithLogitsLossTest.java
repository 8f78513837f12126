package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BceWithLogitsLossTest {
    private static final double CLOSE = 1e-14;
    private static final BceWithLogitsLoss EACH = new BceWithLogitsLoss().withReduction(Reduction.NONE);

    private static double[] gradOf(Tensor x) {
        return requireNonNull(x.grad()).toDoubleArray();
    }

    @Test
    void numbersFromPyTorch() {
        Tensor logits = Tensor.of(0, 1.5, -2, 30).requiresGrad(true);
        Tensor target = Tensor.of(0.3, 1, 0, 0.5).requiresGrad(true);

        Tensor losses = EACH.apply(logits, target);
        losses.sum().backward();

        double[] expected = {0.6931471805599453, 0.2014132779827524, 0.1269280110429727, 15.000000000000094};
        assertThat(losses.toDoubleArray()).containsExactly(expected, within(CLOSE));
        assertThat(gradOf(logits))
                .containsExactly(
                        new double[] {0.2, -0.18242552380635635, 0.11920292202211755, 0.4999999999999065},
                        within(CLOSE));
        assertThat(gradOf(target)).containsExactly(new double[] {0, -1.5, 2, -30}, within(0.0));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void isStableAndKeepsSmallLosses(DType dtype) {
        Tensor target = Tensor.of(0.0, 1, 1, 1).to(dtype);
        for (BceWithLogitsLoss loss : new BceWithLogitsLoss[] {EACH, EACH.withPosWeight(Tensor.ones(dtype, 1))}) {
            Tensor logits = Tensor.of(1e4, -1e4, 1e4, 20).to(dtype).requiresGrad(true);
            Tensor losses = loss.apply(logits, target);
            losses.sum().backward();

            assertThat(losses.toDoubleArray()).containsExactly(new double[] {1e4, 1e4, 0, 2.0611536e-9}, within(1e-15));
            assertThat(gradOf(logits)).containsExactly(new double[] {1, -1, 0, 0}, within(1e-8));
        }
    }

    @Test
    void thePositiveWeightOfOneIsNone() {
        Tensor logits = Tensor.normal(new Rng(4), DType.FLOAT64, 0, 10, 100);
        Tensor target = Tensor.uniform(new Rng(5), DType.FLOAT64, 0, 1, 100);

        assertThat(EACH.withPosWeight(Tensor.ones(DType.FLOAT64, 100))
                        .apply(logits, target)
                        .toDoubleArray())
                .containsExactly(EACH.apply(logits, target).toDoubleArray(), within(1e-13));
    }

    @Test
    void positiveTargetsWeighMore() {
        Tensor zeros = Tensor.zeros(DType.FLOAT64, 2, 2);
        Tensor target = Tensor.of(new double[] {1, 1, 0, 0}, 2, 2);
        double one = Math.log(2);

        assertThat(EACH.withPosWeight(Tensor.of(3.0, 0.5)).apply(zeros, target).toDoubleArray())
                .containsExactly(new double[] {3 * one, 0.5 * one, one, one}, within(CLOSE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EACH.withPosWeight(Tensor.of(3.0, 1, 1)).apply(zeros, target))
                .withMessage("binaryCrossEntropyWithLogits: posWeight must broadcast to the input, got [3] and [2, 2]");
    }

    @Test
    void theSecondDerivativeIsRightAtZeroToo() {
        Tensor x = Tensor.of(0.0, 1, -1).requiresGrad(true);
        Tensor loss = new BceWithLogitsLoss().withReduction(Reduction.SUM).apply(x, Tensor.of(0.3, 0, 1));
        Tensor first = Autograd.grad(loss, x, GraphOption.CREATE_GRAPH);
        Tensor second = Autograd.grad(first.sum(), x);

        double atOne = 0.19661193324148185;
        assertThat(second.toDoubleArray()).containsExactly(new double[] {0.25, atOne, atOne}, within(CLOSE));
    }
}

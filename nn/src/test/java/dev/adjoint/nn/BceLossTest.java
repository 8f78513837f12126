package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BceLossTest {
    private static final BceLoss EACH = new BceLoss().withReduction(Reduction.NONE);

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void isFiniteAtZeroAndOne(DType dtype) {
        Tensor x = Tensor.of(0.0, 1, 0, 1).to(dtype).requiresGrad(true);

        Tensor losses = EACH.apply(x, Tensor.of(0.0, 1, 1, 0).to(dtype));
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(new double[] {0, 0, 100, 100}, within(0.0));
        assertThat(requireNonNull(x.grad()).toDoubleArray())
                .containsExactly(new double[] {0, 0, -1e12, 1e12}, within(1e5));
    }

    @Test
    void isTheLossOfTheLogits() {
        Tensor logits = Tensor.of(-3.0, -0.5, 0, 2);
        Tensor target = Tensor.of(0.3, 1, 0, 0.9);

        assertThat(EACH.apply(logits.sigmoid(), target).toDoubleArray())
                .containsExactly(
                        new BceWithLogitsLoss()
                                .withReduction(Reduction.NONE)
                                .apply(logits, target)
                                .toDoubleArray(),
                        within(1e-14));
    }

    @Test
    void weightsBroadcastToTheInput() {
        Tensor x = Tensor.full(DType.FLOAT64, 0.5, 2, 3);
        Tensor losses = EACH.withWeight(Tensor.of(0.0, 1, 2)).apply(x, x);

        double one = Math.log(2);
        assertThat(losses.toDoubleArray())
                .containsExactly(new double[] {0, one, 2 * one, 0, one, 2 * one}, within(1e-15));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EACH.withWeight(Tensor.of(1.0, 1)).apply(x, x))
                .withMessage("binaryCrossEntropy: weight must broadcast to the input, got [2] and [2, 3]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EACH.withWeight(Tensor.ones(3)).apply(x, x))
                .withMessageContaining("weight and input must have one float type, got FLOAT32 and FLOAT64");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.5, Double.NaN})
    void refusesWhatIsNoProbability(double wrong) {
        Tensor right = Tensor.of(0.5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.binaryCrossEntropy(Tensor.of(wrong), right))
                .withMessage("binaryCrossEntropy: the input must be in [0, 1], got " + wrong);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.binaryCrossEntropy(right, Tensor.of(wrong)))
                .withMessage("binaryCrossEntropy: the target must be in [0, 1], got " + wrong);
    }
}

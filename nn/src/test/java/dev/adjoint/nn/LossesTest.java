package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GraphOption;
import dev.adjoint.Tensor;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossesTest {
    private static final double CLOSE = 1e-14;

    private static double[] gradOf(Tensor x) {
        return requireNonNull(x.grad()).toDoubleArray();
    }

    // ---- Mean squared error ----

    @Test
    void mseIsTheMeanOfSquares() {
        Tensor input = Tensor.of(1.0, 2, 4).requiresGrad(true);
        Tensor target = Tensor.of(0.0, 4, 4);

        Tensor loss = Losses.mseLoss(input, target);
        loss.backward();

        assertThat(loss.item()).isEqualTo(5.0 / 3, within(CLOSE));
        assertThat(gradOf(input)).containsExactly(new double[] {2.0 / 3, -4.0 / 3, 0}, within(CLOSE));
        assertThat(Losses.mseLoss(input, target, Reduction.SUM).item()).isEqualTo(5);
        assertThat(Losses.mseLoss(input, target, Reduction.NONE).toDoubleArray())
                .containsExactly(1, 4, 0);
    }

    @Test
    void meanOfNothingIsNotANumberAndTheSumZero() {
        Tensor none = Tensor.zeros(0, 2);
        assertThat(Losses.mseLoss(none, none).item()).isNaN();
        assertThat(Losses.mseLoss(none, none, Reduction.SUM).item()).isZero();
    }

    static Stream<BinaryOperator<Tensor>> lossesOfEqualShapes() {
        return Stream.of(Losses::mseLoss, Losses::binaryCrossEntropyWithLogits);
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void shapesThatWouldBroadcastAreErrors(BinaryOperator<Tensor> loss) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.apply(Tensor.ones(3, 1), Tensor.ones(3)))
                .withMessageContaining("got [3, 1] and [3]; a loss does not broadcast");
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void typesAreEqualAndFloat(BinaryOperator<Tensor> loss) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.apply(Tensor.ones(3), Tensor.ones(DType.FLOAT64, 3)))
                .withMessageContaining("got FLOAT32 and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> loss.apply(Tensor.of(1L), Tensor.of(1L)))
                .withMessageContaining("got INT64 and INT64");
    }

    // ---- Cross entropy; numbers from PyTorch ----

    @Test
    void crossEntropyOfABatch() {
        Tensor logits = Tensor.of(new double[] {1, -2, 0.5, 3, 0, -1}, 2, 3).requiresGrad(true);
        Tensor target = Tensor.of(2L, 0);

        Tensor loss = Losses.crossEntropy(logits, target);
        loss.backward();

        assertThat(loss.item()).isEqualTo(0.5352404030498562, within(CLOSE));
        assertThat(gradOf(logits))
                .containsExactly(
                        new double[] {
                            0.3018744480743129,
                            0.015029443784787011,
                            -0.3169038918590999,
                            -0.03188022406174712,
                            0.023306311288986945,
                            0.008573912772760194
                        },
                        within(CLOSE));
        double[] each = {1.0045969023422834, 0.06588390375742911};
        assertThat(Losses.crossEntropy(logits, target, Reduction.NONE).toDoubleArray())
                .containsExactly(each, within(CLOSE));
        assertThat(Losses.crossEntropy(logits, target, Reduction.SUM).item())
                .isEqualTo(each[0] + each[1], within(CLOSE));
    }

    @Test
    void crossEntropyOfPlaces() {
        Tensor logits = Tensor.of(new double[] {0, 1, 2, 0.5, 1.5, 0, 1, 2, 0.5, 1.5, 0, 1}, 2, 3, 2);
        Tensor target = Tensor.of(new long[][] {{0, 2}, {1, 1}});

        Tensor losses = Losses.crossEntropy(logits, target, Reduction.NONE);

        assertThat(losses.shape().dims()).containsExactly(2, 2);
        assertThat(losses.toDoubleArray())
                .containsExactly(
                        new double[] {2.554956919641991, 1.6802696706417346, 1.1802696706417346, 1.1802696706417346},
                        within(CLOSE));
    }

    @Test
    void crossEntropyOfOneSample() {
        Tensor logits = Tensor.of(1.0, -2, 0.5);
        Tensor target = Tensor.scalar(DType.INT64, 2);
        assertThat(Losses.crossEntropy(logits, target).item()).isEqualTo(1.0045969023422834, within(CLOSE));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void crossEntropyIsStable(DType dtype) {
        Tensor logits =
                Tensor.of(new double[] {1e4, -1e4, 0, 1e4}, 2, 2).to(dtype).requiresGrad(true);
        Tensor losses = Losses.crossEntropy(logits, Tensor.of(0L, 0), Reduction.NONE);
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(new double[] {0, 1e4}, within(0.0));
        assertThat(gradOf(logits)).containsExactly(new double[] {0, 0, -1, 1}, within(0.0));
    }

    @Test
    void crossEntropyErrorsSayWhatIsWrong() {
        Tensor logits = Tensor.ones(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(0L, 3)))
                .withMessage("crossEntropy: class index 3 is out of range, the logits have 3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(-1L, 0)))
                .withMessageContaining("class index -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(logits, Tensor.ones(2)))
                .withMessageContaining("INT64 class indices, got FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(new long[][] {{0}, {1}})))
                .withMessageContaining("got [2, 3] and [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(logits, Tensor.of(0L, 1, 2)))
                .withMessageContaining("got [2, 3] and [3]");
    }

    // ---- Binary cross entropy; numbers from PyTorch ----

    @Test
    void binaryCrossEntropyWithLogits() {
        Tensor logits = Tensor.of(0, 1.5, -2, 30).requiresGrad(true);
        Tensor target = Tensor.of(0.3, 1, 0, 0.5).requiresGrad(true);

        Tensor losses = Losses.binaryCrossEntropyWithLogits(logits, target, Reduction.NONE);
        losses.sum().backward();

        double[] expected = {0.6931471805599453, 0.2014132779827524, 0.1269280110429727, 15.000000000000094};
        assertThat(losses.toDoubleArray()).containsExactly(expected, within(CLOSE));
        assertThat(gradOf(logits))
                .containsExactly(
                        new double[] {0.2, -0.18242552380635635, 0.11920292202211755, 0.4999999999999065},
                        within(CLOSE));
        assertThat(gradOf(target)).containsExactly(new double[] {0, -1.5, 2, -30}, within(0.0));
        assertThat(Losses.binaryCrossEntropyWithLogits(logits, target).item())
                .isEqualTo(losses.mean().item());
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void binaryCrossEntropyIsStableAndKeepsSmallLosses(DType dtype) {
        Tensor logits = Tensor.of(1e4, -1e4, 1e4, 20).to(dtype).requiresGrad(true);
        Tensor target = Tensor.of(0.0, 1, 1, 1).to(dtype);
        Tensor losses = Losses.binaryCrossEntropyWithLogits(logits, target, Reduction.NONE);
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(new double[] {1e4, 1e4, 0, 2.0611536e-9}, within(1e-15));
        assertThat(gradOf(logits)).startsWith(1, -1, 0);
    }

    @Test
    void secondDerivativeOfBinaryCrossEntropyIsRightAtZeroToo() {
        Tensor x = Tensor.of(0.0, 1, -1).requiresGrad(true);
        Tensor loss = Losses.binaryCrossEntropyWithLogits(x, Tensor.of(0.3, 0, 1), Reduction.SUM);
        Tensor first = Autograd.grad(loss, x, GraphOption.CREATE_GRAPH);
        Tensor second = Autograd.grad(first.sum(), x);

        double atOne = 0.19661193324148185;
        assertThat(second.toDoubleArray()).containsExactly(new double[] {0.25, atOne, atOne}, within(CLOSE));
    }
}

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

/** Numbers from PyTorch. */
class CrossEntropyLossTest {
    private static final double CLOSE = 1e-14;
    private static final CrossEntropyLoss EACH = new CrossEntropyLoss().withReduction(Reduction.NONE);

    private final Tensor logits =
            Tensor.of(new double[] {1, 2, 3, 0, 1, 0}, 2, 3).requiresGrad(true);

    private static double[] gradOf(Tensor x) {
        return requireNonNull(x.grad()).toDoubleArray();
    }

    @Test
    void ofABatch() {
        Tensor x = Tensor.of(new double[] {1, -2, 0.5, 3, 0, -1}, 2, 3).requiresGrad(true);
        Tensor target = Tensor.of(2L, 0);

        Tensor loss = Losses.crossEntropy(x, target);
        loss.backward();

        assertThat(loss.item()).isEqualTo(0.5352404030498562, within(CLOSE));
        assertThat(gradOf(x))
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
        assertThat(EACH.apply(x, target).toDoubleArray())
                .containsExactly(new double[] {1.0045969023422834, 0.06588390375742911}, within(CLOSE));
    }

    @Test
    void ofPlaces() {
        Tensor x = Tensor.of(new double[] {0, 1, 2, 0.5, 1.5, 0, 1, 2, 0.5, 1.5, 0, 1}, 2, 3, 2);

        Tensor losses = EACH.apply(x, Tensor.of(new long[][] {{0, 2}, {1, 1}}));

        assertThat(losses.shape().dims()).containsExactly(2, 2);
        assertThat(losses.toDoubleArray())
                .containsExactly(
                        new double[] {2.554956919641991, 1.6802696706417346, 1.1802696706417346, 1.1802696706417346},
                        within(CLOSE));
    }

    @Test
    void ofOneSample() {
        Tensor loss = Losses.crossEntropy(Tensor.of(1.0, -2, 0.5), Tensor.scalar(DType.INT64, 2));

        assertThat(loss.item()).isEqualTo(1.0045969023422834, within(CLOSE));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void isStable(DType dtype) {
        Tensor x = Tensor.of(new double[] {1e4, -1e4, 0, 1e4}, 2, 2).to(dtype).requiresGrad(true);

        Tensor losses = EACH.apply(x, Tensor.of(0L, 0));
        losses.sum().backward();

        assertThat(losses.toDoubleArray()).containsExactly(new double[] {0, 1e4}, within(0.0));
        assertThat(gradOf(x)).containsExactly(new double[] {0, 0, -1, 1}, within(0.0));
    }

    @Test
    void theMeanIsOverTheWeightsOfTargetsThatAreNotIgnored() {
        CrossEntropyLoss loss =
                new CrossEntropyLoss().withWeight(Tensor.of(1.0, 0, 2)).withLabelSmoothing(0.1);

        assertThat(loss.apply(logits, Tensor.of(0L, 2)).item()).isEqualTo(1.7406725291939815, within(CLOSE));
        assertThat(loss.withIgnoreIndex(2).apply(logits, Tensor.of(0L, 2)).item())
                .isEqualTo(2.2742726311110473, within(CLOSE));
        assertThat(Losses.crossEntropy(logits, Tensor.of(1L, -100)).item())
                .isEqualTo(1.4076059644443804, within(CLOSE));
    }

    @Test
    void whereAllAreIgnoredTheMeanIsNotANumberAndTheGradientZero() {
        Tensor loss = new CrossEntropyLoss().withLabelSmoothing(0.1).apply(logits, Tensor.of(-100L, -100));
        loss.backward();

        assertThat(loss.item()).isNaN();
        assertThat(gradOf(logits)).containsOnly(new double[] {0}, within(0.0));
    }

    @Test
    void ignoredSamplesMayHaveAnyLogits() {
        double inf = Double.POSITIVE_INFINITY;
        Tensor x = Tensor.of(new double[] {inf, -inf, 0, 0}, 2, 2);

        assertThat(EACH.apply(x, Tensor.of(-100L, 1)).toDoubleArray())
                .containsExactly(new double[] {0, Math.log(2)}, within(CLOSE));
    }

    @Test
    void indicesAreProbabilitiesOfOne() {
        Tensor target = Tensor.of(2L, 0);
        Tensor oneHot = target.oneHot(3).to(DType.FLOAT64);
        CrossEntropyLoss loss = EACH.withWeight(Tensor.of(1.0, 0.5, 2)).withLabelSmoothing(0.3);

        assertThat(loss.apply(logits, target).toDoubleArray())
                .containsExactly(loss.apply(logits, oneHot).toDoubleArray(), within(CLOSE));
    }

    @Test
    void theWeightGetsItsGradient() {
        Tensor weight = Tensor.of(1.0, 0.5, 2).requiresGrad(true);

        new CrossEntropyLoss()
                .withWeight(weight)
                .withReduction(Reduction.SUM)
                .apply(logits, Tensor.of(0L, 0))
                .backward();

        assertThat(gradOf(weight)).containsExactly(new double[] {3.959050678376432, 0, 0}, within(CLOSE));
    }

    @Test
    void errorsSayWhatIsWrong() {
        Tensor x = Tensor.ones(2, 3);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, Tensor.of(0L, 3)))
                .withMessage("crossEntropy: class index 3 is out of range, the input has 3 classes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, Tensor.of(-1L, 0)))
                .withMessageContaining("class index -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, Tensor.ones(2)))
                .withMessageContaining("logits and probabilities must have one shape, got [2, 3] and [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, Tensor.ones(DType.FLOAT64, 2, 3)))
                .withMessageContaining("one float type, got FLOAT32 and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(x, Tensor.of(new long[][] {{0}, {1}})))
                .withMessage("crossEntropy: expects input [n, classes, ...] and class indices [n, ...], "
                        + "got [2, 3] and [2, 1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.crossEntropy(Tensor.scalar(1), Tensor.scalar(1)))
                .withMessageContaining("got a scalar");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrossEntropyLoss().withIgnoreIndex(1).apply(x, x))
                .withMessage("crossEntropy: ignoreIndex needs class indices as target, got 1 and probabilities");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CrossEntropyLoss().withLabelSmoothing(1.5))
                .withMessage("CrossEntropyLoss: labelSmoothing must be in [0, 1], got 1.5");
    }

    @Test
    void weightsAreOneAClass() {
        Tensor x = Tensor.ones(2, 3);
        for (Tensor target : new Tensor[] {Tensor.of(0L, 1), x}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new CrossEntropyLoss().withWeight(Tensor.ones(2)).apply(x, target))
                    .withMessage("crossEntropy: weight must have one element per class, [3], got [2]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new CrossEntropyLoss()
                            .withWeight(Tensor.ones(DType.FLOAT64, 3))
                            .apply(x, target))
                    .withMessageContaining("weight and input must have one float type, got FLOAT64 and FLOAT32");
        }
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for all losses. */
class LossesTest {
    /** A loss as a static method and as an object for each reduction. */
    private record Kind(String name, Loss shortcut, Function<Reduction, Loss> of) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The losses of inputs and targets of one shape; 0.25 is a valid value of both, but for targets 1 and −1. */
    static Stream<Kind> lossesOfEqualShapes() {
        return Stream.of(
                new Kind("mse", Losses::mseLoss, r -> new MseLoss().withReduction(r)),
                new Kind("l1", Losses::l1Loss, r -> new L1Loss().withReduction(r)),
                new Kind("smooth l1", Losses::smoothL1Loss, r -> new SmoothL1Loss().withReduction(r)),
                new Kind("huber", Losses::huberLoss, r -> new HuberLoss().withReduction(r)),
                new Kind("bce", Losses::binaryCrossEntropy, r -> new BceLoss().withReduction(r)),
                new Kind(
                        "bce with logits",
                        Losses::binaryCrossEntropyWithLogits,
                        r -> new BceWithLogitsLoss().withReduction(r)),
                new Kind("kl", Losses::klDiv, r -> new KlDivLoss().withReduction(r)),
                new Kind("hinge", Losses::hingeEmbeddingLoss, r -> new HingeEmbeddingLoss().withReduction(r)),
                new Kind("poisson", Losses::poissonNllLoss, r -> new PoissonNllLoss().withReduction(r)));
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void reductionsAgreeAndTheShortcutIsTheMean(Kind kind) {
        Tensor input = Tensor.uniform(new Rng(1), DType.FLOAT64, 0.1, 0.9, 4, 3);
        Tensor target = Tensor.ones(DType.FLOAT64, 4, 3);

        Tensor each = kind.of.apply(Reduction.NONE).apply(input, target);
        double sum = each.sum().item();

        assertThat(each.shape()).isEqualTo(input.shape());
        assertThat(kind.of.apply(Reduction.SUM).apply(input, target).item()).isEqualTo(sum);
        assertThat(kind.of.apply(Reduction.MEAN).apply(input, target).item()).isEqualTo(sum / 12);
        assertThat(kind.of.apply(Reduction.BATCH_MEAN).apply(input, target).item())
                .isEqualTo(sum / 4);
        assertThat(kind.shortcut.apply(input, target).item()).isEqualTo(sum / 12);
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void ofNothingTheMeanIsNotANumberAndTheSumZero(Kind kind) {
        Tensor none = Tensor.zeros(0, 2).requiresGrad(true);

        Tensor mean = kind.shortcut.apply(none, Tensor.zeros(0, 2));
        mean.backward();

        assertThat(mean.item()).isNaN();
        assertThat(requireNonNull(none.grad()).shape()).isEqualTo(none.shape());
        assertThat(kind.of.apply(Reduction.SUM).apply(none, none).item()).isZero();
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void shapesThatWouldBroadcastAreErrors(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.shortcut.apply(Tensor.ones(3, 1), Tensor.ones(3)))
                .withMessageMatching("\\w+: input and target must have one shape, got \\[3, 1] and \\[3]; "
                        + "a loss does not broadcast, reshape one of them");
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void typesAreEqualAndFloat(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.shortcut.apply(Tensor.ones(3), Tensor.ones(DType.FLOAT64, 3)))
                .withMessageContaining("must have one float type, got FLOAT32 and FLOAT64; convert one with to(DType)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.shortcut.apply(Tensor.of(1L), Tensor.of(1L)))
                .withMessageContaining("got INT64 and INT64");
    }

    @ParameterizedTest
    @MethodSource("lossesOfEqualShapes")
    void bothFloatTypesGiveOneAnswer(Kind kind) {
        Tensor input = Tensor.uniform(new Rng(2), DType.FLOAT64, 0.1, 0.9, 50);
        Tensor target = Tensor.ones(DType.FLOAT64, 50);
        Tensor small = kind.shortcut.apply(input.to(DType.FLOAT32), target.to(DType.FLOAT32));

        assertThat(small.dtype()).isEqualTo(DType.FLOAT32);
        assertThat(small.item()).isEqualTo(kind.shortcut.apply(input, target).item(), within(1e-6));
    }

    /** A loss with inputs and targets at which it is smooth. */
    private record Smooth(String name, Loss loss, Tensor input, Tensor target) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Smooth> smoothLosses() {
        Rng rng = new Rng(3);
        Tensor x = Tensor.uniform(rng, DType.FLOAT64, 0.1, 0.9, 2, 3);
        Tensor probabilities = Tensor.uniform(rng, DType.FLOAT64, 0.1, 0.9, 2, 3);
        Tensor far = x.add(Tensor.of(new double[] {0.2, -0.3, 1.5, -2, 0.4, 3}, 2, 3));
        Tensor signs = Tensor.of(new double[] {1, -1, -1, 1, 1, -1}, 2, 3);
        Tensor weight = Tensor.of(0.5, 2, 1);
        Tensor classes = Tensor.of(2L, -100);
        return Stream.of(
                new Smooth("mse", new MseLoss(), x, far),
                new Smooth("l1", new L1Loss(), x, far),
                new Smooth("smooth l1", new SmoothL1Loss().withBeta(0.7), x, far),
                new Smooth("huber", new HuberLoss().withDelta(0.7), x, far),
                new Smooth("cross entropy", new CrossEntropyLoss().withWeight(weight), x, classes),
                new Smooth("cross entropy, smoothed", new CrossEntropyLoss().withLabelSmoothing(0.2), x, classes),
                new Smooth(
                        "cross entropy, probabilities",
                        new CrossEntropyLoss().withWeight(weight).withLabelSmoothing(0.2),
                        x,
                        probabilities),
                new Smooth("nll", new NllLoss().withWeight(weight), x, classes),
                new Smooth("bce", new BceLoss().withWeight(weight), x, probabilities),
                new Smooth("bce with logits", new BceWithLogitsLoss().withWeight(weight), far, probabilities),
                new Smooth(
                        "bce with logits, positive weight",
                        new BceWithLogitsLoss().withPosWeight(weight),
                        far,
                        probabilities),
                new Smooth("kl", new KlDivLoss(), far, probabilities),
                new Smooth("kl of logarithms", new KlDivLoss().withLogTarget(true), far, probabilities),
                new Smooth("hinge", new HingeEmbeddingLoss(), far, signs),
                new Smooth("poisson", new PoissonNllLoss(), x, far.abs()),
                new Smooth(
                        "poisson, full",
                        new PoissonNllLoss().withLogInput(false).withFull(true),
                        x,
                        far.abs().add(0.05)));
    }

    @ParameterizedTest
    @MethodSource("smoothLosses")
    void gradientsOfFirstAndSecondOrder(Smooth one) {
        GradCheck.Options twice = GradCheck.Options.DEFAULT.withOrder(2);

        GradCheck.assertGradients(twice, x -> one.loss.apply(x.get(0), one.target), one.input);
    }

    static Stream<Smooth> smoothTargets() {
        return smoothLosses()
                .filter(one -> one.target.dtype().isFloat())
                .filter(one -> !(one.loss instanceof HingeEmbeddingLoss));
    }

    @ParameterizedTest
    @MethodSource("smoothTargets")
    void gradientsOfTargetsToo(Smooth one) {
        GradCheck.Options twice = GradCheck.Options.DEFAULT.withOrder(2);

        GradCheck.assertGradients(twice, x -> one.loss.apply(one.input, x.get(0)), one.target);
    }

    @Test
    void settingsLeaveTheOldLossAsItIs() {
        CrossEntropyLoss plain = new CrossEntropyLoss();
        CrossEntropyLoss chosen = plain.withLabelSmoothing(0.1)
                .withIgnoreIndex(3)
                .withReduction(Reduction.SUM)
                .withWeight(Tensor.ones(2));

        assertThat(plain).isEqualTo(new CrossEntropyLoss(null, 0, -100, Reduction.MEAN));
        assertThat(chosen.labelSmoothing()).isEqualTo(0.1);
        assertThat(chosen.ignoreIndex()).isEqualTo(3);
        assertThat(chosen.reduction()).isEqualTo(Reduction.SUM);
        assertThat(requireNonNull(chosen.weight()).size()).isEqualTo(2);
        assertThat(new PoissonNllLoss().withEps(0.1).withFull(true))
                .hasToString("PoissonNllLoss[logInput=true, full=true, eps=0.1, reduction=MEAN]");
    }
}

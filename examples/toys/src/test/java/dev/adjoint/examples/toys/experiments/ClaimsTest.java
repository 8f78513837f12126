package dev.adjoint.examples.toys.experiments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.examples.toys.experiments.DeadNeurons.Setting;
import dev.adjoint.examples.toys.experiments.Norms.Block;
import dev.adjoint.examples.toys.experiments.Optimizers.Valley;
import dev.adjoint.examples.toys.experiments.ReluAtZero.Precision;
import dev.adjoint.nn.Init;
import dev.adjoint.nn.Softplus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each experiment claims holds, in short form. */
class ClaimsTest {
    private static final long SEED = 42;

    @Test
    void leakyReluHasDerivativeOneFromZeroOn() {
        assertThat(Activations.derivative(x -> x.leakyRelu(0.1), -0.5, 0, 1, 2, 3, 4.5))
                .containsExactly(0.1, 1, 1, 1, 1, 1);
        assertThat(Activations.derivative(x -> x.leakyRelu(0.1), 0.2, 0.5, 1.2, -2.3, 0))
                .containsExactly(1, 1, 1, 0.1, 1);
        assertThat(Activations.derivative(Tensor::sigmoid, -1, 0, 1)[1]).isEqualTo(0.25);
    }

    @Test
    void theEngineGivesTheNumbersOfTheChainRule() {
        assertThat(ByHand.byEngine().keySet())
                .containsExactlyInAnyOrderElementsOf(ByHand.byHand().keySet());
        ByHand.byHand()
                .forEach((quantity, value) ->
                        assertThat(ByHand.byEngine().get(quantity)).as(quantity).isCloseTo(value, within(1e-15)));
    }

    @Test
    void theBestStepOfFiniteDifferencesIsFarFromZero() {
        double[] forward = GradientCheck.errors(DType.FLOAT64, false, 64, SEED);
        double[] central = GradientCheck.errors(DType.FLOAT64, true, 64, SEED);
        double[] single = GradientCheck.errors(DType.FLOAT32, true, 64, SEED);
        assertThat(GradientCheck.best(forward)).as("near 2^-26").isBetween(23, 29);
        assertThat(GradientCheck.best(central)).as("near 2^-17").isBetween(14, 20);
        assertThat(central[GradientCheck.best(central)]).isLessThan(1e-2 * forward[GradientCheck.best(forward)]);
        assertThat(single[GradientCheck.best(single)]).isBetween(1e-7, 1e-4);
    }

    @Test
    void theGradientCheckTellsARightDerivativeFromASlip() {
        assertThat(YourActivation.check(YourActivation::squareplus).passed()).isTrue();
        assertThat(YourActivation.check(YourActivation::slip).passed()).isFalse();
        assertThat(last(YourActivation.losses(YourActivation.Squareplus::new, 60, SEED)))
                .isCloseTo(last(YourActivation.losses(Softplus::new, 60, SEED)), within(0.05));
    }

    @Test
    void gradientsVanishWithSigmoidsAlone() {
        double sigmoid = Vanishing.gradientNorms(Vanishing.Kind.SIGMOID, 20, SEED)[0];
        assertThat(sigmoid).isLessThan(1e-8 * Vanishing.gradientNorms(Vanishing.Kind.RELU, 20, SEED)[0]);
        assertThat(sigmoid).isLessThan(1e-8 * Vanishing.gradientNorms(Vanishing.Kind.TANH, 20, SEED)[0]);
    }

    @Test
    void reluTakesKaimingsRule() {
        assertThat(last(Initialisation.spreads(
                        w -> Init.kaimingNormal(w, 0, Init.Fan.IN, Init.Nonlinearity.RELU), Tensor::relu, 12, SEED)))
                .isBetween(0.5, 2.0);
        assertThat(last(Initialisation.spreads(w -> Init.xavierNormal(w, 1), Tensor::relu, 12, SEED)))
                .as("half of the variance a layer")
                .isBetween(0.5 / 64, 2.0 / 64);
    }

    @Test
    void leakyUnitsComeBackAndDeadOnesDoNot() throws IOException {
        Examples train = Examples.trainDigits();
        double[] relu = DeadNeurons.train(new Setting("", 0, 0.1, -1), train, train, 4, SEED)
                .dead();
        double[] leaky = DeadNeurons.train(new Setting("", 0.1, 0.1, -1), train, train, 4, SEED)
                .dead();
        assertThat(relu[0]).isEqualTo(leaky[0]).isGreaterThan(0.5);
        assertThat(last(relu)).isGreaterThanOrEqualTo(relu[0]);
        assertThat(last(leaky)).isLessThan(leaky[0]);
    }

    @Test
    void theDerivativeAtZeroMattersInCoarseArithmeticAlone() throws IOException {
        Examples train = Examples.trainDigits();
        for (Precision precision : List.of(Precision.ofBits(6), Precision.FLOAT64)) {
            ReluAtZero.Result zero = ReluAtZero.train(precision, 0, train, train, 1, SEED);
            ReluAtZero.Result one = ReluAtZero.train(precision, 1, train, train, 1, SEED);
            if (precision.equals(Precision.FLOAT64)) {
                assertThat(one.zeros()).isZero();
                assertThat(ReluAtZero.distance(one, zero)).isZero();
            } else {
                assertThat(one.zeros()).isGreaterThan(1e-3);
                assertThat(ReluAtZero.distance(one, zero)).isGreaterThan(1e-3);
            }
        }
    }

    @Test
    void momentumIsFasterThanPlainStepsAndLbfgsThanBoth() {
        for (Valley valley : Valley.values()) {
            int[] evaluations = List.of("SGD", "momentum", "L-BFGS").stream()
                    .mapToInt(name -> Optimizers.descend(
                                    valley, Optimizers.optimizers(valley).get(name), 5000, 1e-3)
                            .evaluations())
                    .toArray();
            assertThat(evaluations[1]).isLessThan(evaluations[0]);
            assertThat(evaluations[2]).isLessThan(100);
        }
    }

    @Test
    void ratesHaveACliffAndThreadsChangeNothing() {
        double[] losses = LearningRates.finalLosses(new LearningRates.Setting(0.1, 16, null), 60, SEED, 4);
        assertThat(losses[3])
                .isEqualTo(LearningRates.finalLoss(new LearningRates.Setting(0.1, 16, null), 60, SEED + 3));
        double[] tooLarge = LearningRates.finalLosses(new LearningRates.Setting(3, 16, null), 60, SEED, 4);
        double[] tooSmall = LearningRates.finalLosses(new LearningRates.Setting(0.001, 16, null), 60, SEED, 4);
        assertThat(mean(losses)).isLessThan(mean(tooSmall)).isLessThan(mean(tooLarge));
    }

    @Test
    void normsAndResidualsLetDeepNetworksLearn() throws IOException {
        Examples train = Examples.trainDigits();
        assertThat(Norms.accuracy(Block.PLAIN, 8, train, 60, SEED)).isLessThan(0.3);
        assertThat(Norms.accuracy(Block.BATCH_NORM, 8, train, 60, SEED)).isGreaterThan(0.6);
        assertThat(Norms.accuracy(Block.RESIDUAL_NORM, 8, train, 60, SEED)).isGreaterThan(0.9);
    }

    @Test
    void aFolderThatIsNoJdkIsNamed(@TempDir Path folder) throws IOException {
        assertThatIOException()
                .isThrownBy(() -> Jdk.all(List.of(folder)))
                .withMessage(folder + ": expected the home of a JDK, with the files bin/java and release");
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        assertThat(Files.createFile(java).toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        assertThatIOException()
                .isThrownBy(() -> Jdk.all(List.of(folder)))
                .withMessage(folder + ": expected a JDK of version 17 or newer");
    }

    private static double last(double[] values) {
        return values[values.length - 1];
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}

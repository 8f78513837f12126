package dev.adjoint.nn.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Losses;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.inspect.AnomalyException;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.optim.Adam;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.Lbfgs;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import dev.adjoint.nn.optim.Sgd;
import dev.adjoint.nn.optim.StepLr;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private final Tensor x = Tensor.of(new float[][] {{1}, {2}, {3}, {4}, {5}, {6}});
    private final Tensor y = x.mul(2).add(1);
    private final DataLoader loader = new DataLoader(x, y, 2);
    private Linear model;
    private Sgd optimizer;
    private Trainer trainer;

    @TempDir
    private Path folder;

    @BeforeEach
    void seed() {
        Rng.seed(3);
        model = new Linear(1, 1);
        optimizer = new Sgd(model.parameters(), 0.01);
        trainer = new Trainer(model, Losses::mseLoss, optimizer);
    }

    private static Linear byHand(Tensor x, Tensor y, int batch, int epochs, double maxNorm) {
        Rng.seed(3);
        Linear model = new Linear(1, 1);
        Sgd optimizer = new Sgd(model.parameters(), 0.01);
        for (int epoch = 0; epoch < epochs; epoch++) {
            for (Batch b : new DataLoader(x, y, batch)) {
                optimizer.zeroGrad();
                Losses.mseLoss(model.apply(b.inputs()), b.targets()).backward();
                Gradients.clipNorm(model.parameters(), maxNorm);
                optimizer.step();
            }
        }
        return model;
    }

    private void assertModelIs(Linear other) {
        assertThat(model.weight().bitEquals(other.weight())).isTrue();
        assertThat(model.bias().bitEquals(other.bias())).isTrue();
    }

    @Test
    void doesWhatALoopDoes() throws IOException {
        List<EpochResult> history = trainer.clipNorm(0.5).fit(loader, 3);

        assertModelIs(byHand(x, y, 2, 3, 0.5));
        assertThat(history).hasSize(3);
        assertThat(history.get(2).value("loss")).isLessThan(history.get(0).value("loss"));
        assertThat(history.get(1).values().keySet()).containsExactly("loss", "lr");
    }

    @Test
    void accumulatedBatchesAreOneLargeOne() throws IOException {
        trainer.accumulate(3).fit(loader, 2);

        Linear large = byHand(x, y, 6, 2, Double.MAX_VALUE);
        assertThat(model.weight().allClose(large.weight(), 1e-6, 1e-7)).isTrue();
        assertThat(model.bias().allClose(large.bias(), 1e-6, 1e-7)).isTrue();
    }

    @Test
    void theLastStepOfAnEpochMayHaveFewerBatches() throws IOException {
        List<Callback.Step> steps = new ArrayList<>();
        trainer.accumulate(2).callback(onStep(steps::add)).fit(loader, 1);

        assertThat(steps).extracting(Callback.Step::batch).containsExactly(2, 3);
        Linear half = byHand(x, y, 4, 1, Double.MAX_VALUE);
        assertThat(model.weight().allClose(half.weight(), 1e-6, 1e-7)).isTrue();
    }

    private static Callback onStep(Consumer<Callback.Step> action) {
        return new Callback() {
            @Override
            public void onStep(Trainer trainer, Step step) {
                action.accept(step);
            }
        };
    }

    @Test
    void lossAndMetricsAreMeansOverSamples() throws IOException {
        Tensor four = x.slice(0, 0, 4);
        DataLoader uneven = new DataLoader(four, y.slice(0, 0, 4), 3);
        EpochResult result = trainer.metric("mae", Metrics::meanAbsoluteError)
                .validate(uneven)
                .fit(uneven, 1)
                .get(0);

        double loss = Losses.mseLoss(model.apply(four), y.slice(0, 0, 4)).item();
        assertThat(result.value("val_loss")).isCloseTo(loss, within(1e-5));
        assertThat(result.values().keySet()).containsExactly("loss", "mae", "val_loss", "val_mae", "lr");
        assertThat(result.toString())
                .matches("epoch 1: loss \\d.*, mae \\d.*, val_loss \\d.*, val_mae \\d.*, lr 0.01000");
    }

    @Test
    void validationLeavesModelAndModeAlone() throws IOException {
        trainer.validate(new DataLoader(x, y, 1)).fit(loader, 2);

        assertModelIs(byHand(x, y, 2, 2, Double.MAX_VALUE));
        assertThat(model.isTraining()).isTrue();
    }

    @Test
    void stopsEarlyAndKeepsTheBest() throws IOException {
        Path best = folder.resolve("best.safetensors");
        optimizer.setLr(0.03);
        List<EpochResult> history = trainer.watch("fake", true)
                .metric("fake", new Metric() {
                    private int calls;

                    @Override
                    public double of(Tensor outputs, Tensor targets) {
                        return calls++ < 6 ? calls : 0;
                    }
                })
                .earlyStopping(2, 0.5)
                .saveBest(best)
                .fit(loader, 10);

        assertThat(history).extracting(e -> e.value("fake")).containsExactly(2.0, 5.0, 0.0, 0.0);
        Linear kept = new Linear(1, 1);
        kept.load(best);
        assertThat(kept.weight().bitEquals(model.weight())).isFalse();
        Rng.seed(3);
        model = new Linear(1, 1);
        optimizer = new Sgd(model.parameters(), 0.03);
        new Trainer(model, Losses::mseLoss, optimizer).fit(loader, 2);
        assertModelIs(kept);
    }

    @Test
    void schedulesAreSteppedInTheirTime() throws IOException {
        List<EpochResult> history = trainer.everyEpoch(new StepLr(optimizer, 1, 0.5))
                .onPlateau(
                        new ReduceLrOnPlateau(optimizer).patience(0).factor(0.1).threshold(1e9))
                .fit(loader, 3);

        assertThat(history)
                .extracting(e -> e.value("lr"))
                .containsExactly(0.01, 0.01 * 0.5 * 0.1, 0.01 * 0.5 * 0.1 * 0.5 * 0.1);

        Sgd second = new Sgd(model.parameters(), 1e-3);
        List<EpochResult> steps = new Trainer(model, Losses::mseLoss, second)
                .everyStep(new StepLr(second, 2, 0.5))
                .fit(loader, 2);
        assertThat(steps).extracting(e -> e.value("lr")).containsExactly(5e-4, 1.25e-4);
    }

    @Test
    void aLossThatIsNotANumberEndsTheTrainingBeforeItsStep() {
        optimizer.setLr(1e30);
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.fit(loader, 100))
                .withMessageMatching("(?s)Trainer: batch 2 of epoch 1: the loss is Infinity\n"
                        + "  first by pow, forward: the output \\[2, 1] has 2 infinite of 2 elements\n.*");
        assertThat(model.weight().isFinite().get(0, 0)).isEqualTo(1);
    }

    @Test
    void barsAndLinesArePrinted() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trainer.progressBar(new PrintStream(bytes, true, StandardCharsets.UTF_8))
                .fit(loader, 2);

        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("epoch 1", "epoch 1: loss ", "epoch 2: loss ");
    }

    @Test
    void wrongSettingsAreErrors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.accumulate(0))
                .withMessage("Trainer: accumulate must be >= 1, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.metric("loss", Metrics::accuracy))
                .withMessage("Trainer: the name loss of a metric is taken");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.watch("val_accuracy", true).fit(loader, 1))
                .withMessage("Trainer: cannot watch val_accuracy, expected one of [loss, lr]");
    }

    @Test
    void settingsThatContradictEachOtherAreErrors() {
        assertThatIllegalStateException()
                .isThrownBy(() -> trainer.resume().fit(loader, 1))
                .withMessage("Trainer: resume() needs a checkpoint(file, everySteps) to go on from");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Trainer(model, Losses::mseLoss, optimizer)
                        .onPlateau(new ReduceLrOnPlateau(optimizer))
                        .watch("lr", true)
                        .fit(loader, 1))
                .withMessage("Trainer: the schedule on plateau takes the smallest value for the best, the trainer the"
                        + " largest lr");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.alsoSave("model", model))
                .withMessage("Trainer: the name \"model\" of a part is taken, empty or has a dot");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Trainer(model, Losses::mseLoss, new Lbfgs(model.parameters())))
                .withMessage("Trainer: Lbfgs needs the loss several times a step; write the loop with step(closure)");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Trainer(model, Losses::mseLoss, optimizer).fit(new DataLoader(x, y, 7).dropLast(true), 1))
                .withMessage("Trainer: the loader has no batches, its 6 samples are less than one");
        assertThatIllegalStateException()
                .isThrownBy(() -> new Trainer(model, Losses::mseLoss, optimizer)
                        .validate(List.of())
                        .fit(loader, 1))
                .withMessageStartingWith("Trainer: the data to validate on gave no batch");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.clipNorm(Double.NaN))
                .withMessage("Trainer: maxNorm must be finite and >= 0, got NaN");
    }

    @Test
    void aMetricThatIsNotANumberIsNoProgress() throws IOException {
        Path best = folder.resolve("best.safetensors");
        List<EpochResult> history = trainer.metric("nan", (outputs, targets) -> Double.NaN)
                .watch("nan", false)
                .earlyStopping(2, 0)
                .saveBest(best)
                .fit(loader, 6);

        assertThat(history).hasSize(2);
        assertThat(best).doesNotExist();
    }

    @Test
    void theBestIsSavedWhetherItCountsAsProgressOrNot() throws IOException {
        Path best = folder.resolve("best.safetensors");
        double[] values = {4, 3.9, 3.8, 3.7};
        int[] epoch = {0};
        trainer.metric("m", (outputs, targets) -> values[epoch[0]])
                .callback(new Callback() {
                    @Override
                    public void onEpochEnd(Trainer trainer, EpochResult result) {
                        epoch[0]++;
                    }
                })
                .watch("m", false)
                .earlyStopping(3, 0.5)
                .saveBest(best)
                .fit(loader, 4);

        Linear saved = new Linear(1, 1);
        saved.load(best);
        assertThat(saved.weight().bitEquals(model.weight())).isTrue();
    }

    @Test
    void aCheckpointOfOtherMetricsIsRefusedAndChangesNothing() throws IOException {
        Path file = folder.resolve("x.safetensors");
        trainer.metric("a", Metrics::meanAbsoluteError).checkpoint(file, 1).fit(loader, 1);
        Tensor before = model.weight().detach().copy();
        Trainer other = new Trainer(model, Losses::mseLoss, optimizer)
                .metric("b", Metrics::meanAbsoluteError)
                .checkpoint(file, 1)
                .resume();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> other.fit(loader, 2))
                .withMessageEndingWith("history.b is missing; history.a is unknown");
        assertThat(model.weight().bitEquals(before)).isTrue();
    }

    @Test
    void metricsDoNotBroadcast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.accuracy(Tensor.zeros(3, 1), Tensor.of(0L, 0, 0)))
                .withMessage("accuracy: expects logits [n, classes, ...] of two classes or more, got [3, 1]; for one"
                        + " logit a sample take binaryAccuracy");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Metrics.accuracy(Tensor.zeros(3, 2), Tensor.of(1L, 0)))
                .withMessage("accuracy: outputs and targets must have one shape, got [3] and [2];"
                        + " a metric does not broadcast");
        assertThat(Metrics.accuracy(Tensor.of(new float[][] {{1, 2}, {3, 0}}), Tensor.of(1L, 1)))
                .isEqualTo(0.5);
        assertThat(Metrics.binaryAccuracy(Tensor.of(-1f, 2, 3), Tensor.of(0f, 1, 0)))
                .isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void aNetworkOfSeveralLayersLearns() throws IOException {
        Sequential net = new Sequential(new Linear(1, 8), new Relu(), new Linear(8, 1));
        List<EpochResult> history = new Trainer(net, Losses::mseLoss, new Sgd(net.parameters(), 0.01)).fit(loader, 50);
        assertThat(history.get(49).value("loss")).isLessThan(0.5);
    }

    @Test
    void reusedMemoryChangesNothing() throws IOException {
        Sequential without = wide();
        Sequential within = wide();
        List<EpochResult> history = wideTrainer(without).fit(loader, 4);
        List<EpochResult> reusing = wideTrainer(within).reuseMemory().fit(loader, 4);

        assertThat(reusing).isEqualTo(history);
        for (int i = 0; i < 4; i++) {
            assertThat(within.parameters().get(i).bitEquals(without.parameters().get(i)))
                    .isTrue();
        }
        Tensor gradient = within.parameters().get(0).grad();
        assertThatIllegalStateException()
                .isThrownBy(() -> gradient.get(0, 0))
                .withMessageContaining("the tensor ended with the step");
    }

    private static Sequential wide() {
        Rng.seed(4);
        return new Sequential(new Linear(1, 40), new Relu(), new Linear(40, 1));
    }

    private Trainer wideTrainer(Sequential net) {
        Adam adam = new Adam(net.parameters(), 0.01);
        return new Trainer(net, Losses::mseLoss, adam)
                .metric(
                        "worst",
                        (outputs, targets) -> outputs.sub(targets).abs().max().item())
                .validate(loader)
                .accumulate(2)
                .clipNorm(1)
                .doctor(new Doctor(net, adam, finding -> {}))
                .checkpoint(folder.resolve("wide"), 1);
    }

    @Test
    void aFailedStepGivesItsMemoryBack() {
        Workspace workspace = new Workspace();
        Workspace.Step outer = workspace.step();
        assertThatThrownBy(() -> new Trainer(
                                model, (outputs, targets) -> outputs.sum().mul(Double.NaN), optimizer)
                        .reuseMemory()
                        .fit(loader, 1))
                .isInstanceOf(AnomalyException.class);
        outer.close(); // an error, were a later step open
    }
}

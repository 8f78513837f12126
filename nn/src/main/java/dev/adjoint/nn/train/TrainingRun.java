package dev.adjoint.nn.train;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.io.Checkpoint;
import dev.adjoint.nn.io.RngState;
import dev.adjoint.nn.io.Stateful;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.LrScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The loop of one {@link Trainer#fit}, with the trainer's settings. */
final class TrainingRun {
    private final Trainer trainer;
    private final DataLoader data;
    private final Progress progress;
    private final Map<String, Stateful> parts;
    private final @Nullable Workspace workspace;
    private Workspace.@Nullable Step memory;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is nothing to train on, or no value of the watched name
     * @throws IllegalStateException if settings contradict each other
     */
    TrainingRun(Trainer trainer, DataLoader data) {
        this.trainer = trainer;
        this.data = data;
        workspace = trainer.reusesMemory ? new Workspace() : null;
        checkSettings();
        progress = new Progress(1 + trainer.metrics.size(), columns());
        parts = parts();
    }

    List<EpochResult> run(int epochs) throws IOException {
        if (trainer.resume && trainer.checkpoint != null && Files.exists(trainer.checkpoint)) {
            Checkpoint.load(trainer.checkpoint, parts);
        }
        trainer.stopped = progress.epochsWithoutProgress() >= trainer.patience;
        try {
            while (progress.epochs() < epochs && !trainer.stopped) {
                trainEpoch();
                endEpoch();
            }
        } finally {
            try {
                endMemory();
            } finally {
                trainer.callbacks.forEach(callback -> callback.onEnd(trainer));
            }
        }
        return progress.results();
    }

    private void checkSettings() {
        if (data.size() == 0) {
            throw new IllegalArgumentException(
                    "Trainer: the loader has no batches, its " + data.samples() + " samples are less than one");
        }
        if (trainer.resume && trainer.checkpoint == null) {
            throw new IllegalStateException("Trainer: resume() needs a checkpoint(file, everySteps) to go on from");
        }
        if (trainer.plateau != null && trainer.plateau.takesLargest() != trainer.watchedSign < 0) {
            throw new IllegalStateException("Trainer: the schedule on plateau takes the "
                    + (trainer.plateau.takesLargest() ? "largest" : "smallest")
                    + " value for the best, the trainer the "
                    + (trainer.watchedSign < 0 ? "largest" : "smallest") + " " + watchedName());
        }
    }

    /** Returns what a trainer.checkpoint holds, by name. */
    private Map<String, Stateful> parts() {
        Map<String, Stateful> all = new LinkedHashMap<>();
        all.put("model", trainer.model);
        all.put("optimizer", trainer.optimizer);
        Stream.concat(trainer.stepSchedules.stream(), trainer.epochSchedules.stream())
                .forEach(schedule -> all.put("schedule" + (all.size() - 2), schedule));
        if (trainer.plateau != null) {
            all.put("plateau", trainer.plateau);
        }
        all.putAll(trainer.extraParts);
        all.put("trainer", progress);
        all.put("loader", data);
        all.put("rng", new RngState());
        return all;
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>(List.of(Trainer.LOSS));
        names.addAll(trainer.metrics.keySet());
        List<String> columns = new ArrayList<>(names);
        if (trainer.validation != null) {
            names.forEach(name -> columns.add(Trainer.VALIDATION + name));
        }
        columns.add(Trainer.LEARNING_RATE);
        if (trainer.watched != null && !columns.contains(trainer.watched)) {
            throw new IllegalArgumentException(
                    "Trainer: cannot watch " + trainer.watched + ", expected one of " + columns);
        }
        return columns;
    }

    private void trainEpoch() throws IOException {
        int epoch = progress.epochs() + 1;
        int batches = data.size();
        trainer.callbacks.forEach(callback -> callback.onEpochStart(trainer, epoch, batches));
        trainer.model.train();
        for (Batch batch : data) {
            int done = progress.batches();
            if (done % trainer.accumulate == 0) {
                memory = workspace == null ? null : workspace.step();
                trainer.optimizer.zeroGrad();
            }
            int batchesPerStep = Math.min(trainer.accumulate, batches - done / trainer.accumulate * trainer.accumulate);
            double[] values = forwardBackward(batch, batchesPerStep, "batch " + (done + 1) + " of epoch " + epoch);
            progress.addBatch(values, batch.size());
            done++;
            if (done % trainer.accumulate == 0 || done == batches) {
                step();
                Callback.Step step = new Callback.Step(epoch, done, batches, values[0]);
                trainer.callbacks.forEach(callback -> callback.onStep(trainer, step));
                if ((done + trainer.accumulate - 1) / trainer.accumulate % trainer.stepsPerCheckpoint == 0) {
                    saveCheckpoint();
                }
                endMemory();
            }
        }
    }

    private void endMemory() {
        if (memory != null) {
            memory.close();
            memory = null;
        }
    }

    /** Adds the gradients of a batch's share in a step and returns its trainer.loss and trainer.metrics. */
    private double[] forwardBackward(Batch batch, int batchesPerStep, String name) {
        Tensor[] outputs = new Tensor[1];
        Tensor value = trainer.replay.step("Trainer: " + name, () -> {
            outputs[0] = trainer.model.apply(batch.inputs());
            Tensor result = trainer.loss.apply(outputs[0], batch.targets());
            if (trainer.doctor != null) {
                trainer.doctor.check(result);
            }
            if (Double.isFinite(result.item())) {
                (batchesPerStep == 1 ? result : result.div(batchesPerStep)).backward();
            }
            return result;
        });
        return values(value, outputs[0], batch.targets());
    }

    private double[] values(Tensor value, Tensor outputs, Tensor targets) {
        double[] values = new double[1 + trainer.metrics.size()];
        values[0] = value.item();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            int i = 1;
            for (Metric metric : trainer.metrics.values()) {
                values[i++] = metric.of(outputs, targets);
            }
        }
        return values;
    }

    private void step() {
        if (trainer.doctor != null) {
            trainer.doctor.checkGradients();
        }
        if (trainer.maxNorm < Double.POSITIVE_INFINITY) {
            Gradients.clipNorm(trainer.optimizer.parameters(), trainer.maxNorm);
        }
        if (trainer.maxValue < Double.POSITIVE_INFINITY) {
            Gradients.clipValue(trainer.optimizer.parameters(), trainer.maxValue);
        }
        trainer.optimizer.step();
        trainer.stepSchedules.forEach(LrScheduler::step);
    }

    private void endEpoch() throws IOException {
        List<Double> values = new ArrayList<>();
        for (double mean : progress.means()) {
            values.add(mean);
        }
        Iterable<Batch> held = trainer.validation;
        if (held != null) {
            for (double mean : evaluate(held)) {
                values.add(mean);
            }
        }
        values.add(trainer.optimizer.lr());
        EpochResult result = progress.endEpoch(
                values.stream().mapToDouble(Double::doubleValue).toArray());
        double watchedValue = result.value(watchedName());
        if (progress.isBest(trainer.watchedSign * watchedValue, trainer.minDelta) && trainer.bestModel != null) {
            trainer.model.save(trainer.bestModel);
        }
        if (progress.epochsWithoutProgress() >= trainer.patience) {
            trainer.stop();
        }
        trainer.epochSchedules.forEach(LrScheduler::step);
        if (trainer.plateau != null) {
            trainer.plateau.step(watchedValue);
        }
        trainer.callbacks.forEach(callback -> callback.onEpochEnd(trainer, result));
        saveCheckpoint();
    }

    private String watchedName() {
        if (trainer.watched != null) {
            return trainer.watched;
        }
        return trainer.validation == null ? Trainer.LOSS : Trainer.VALIDATION + Trainer.LOSS;
    }

    /** Returns trainer.loss and trainer.metrics over some batches, in evaluation mode and without recording. */
    private double[] evaluate(Iterable<Batch> data) {
        Progress sums = new Progress(1 + trainer.metrics.size(), List.of());
        trainer.model.eval();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (Batch batch : data) {
                Tensor outputs = trainer.model.apply(batch.inputs());
                sums.addBatch(
                        values(trainer.loss.apply(outputs, batch.targets()), outputs, batch.targets()), batch.size());
            }
        } finally {
            trainer.model.train();
        }
        if (sums.isEmpty()) {
            throw new IllegalStateException(
                    "Trainer: the data to validate on gave no batch; an Iterable that can be gone"
                            + " through once will not do");
        }
        return sums.means();
    }

    private void saveCheckpoint() throws IOException {
        if (trainer.checkpoint != null) {
            Checkpoint.save(trainer.checkpoint, parts);
        }
    }
}

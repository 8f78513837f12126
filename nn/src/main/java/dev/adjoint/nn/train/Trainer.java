package dev.adjoint.nn.train;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Loss;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.inspect.Replay;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.io.Checkpoint;
import dev.adjoint.nn.io.RngState;
import dev.adjoint.nn.io.Stateful;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.Lbfgs;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A training loop: for each batch forward, loss, backward, clipping, a step of the optimiser; after each epoch
 * validation, schedules, checkpoint.
 *
 * <pre>{@code
 * List<EpochResult> history = new Trainer(net, Losses::crossEntropy, new Adam(net.parameters()))
 *         .metric("accuracy", Metrics::accuracy)
 *         .validate(testLoader)
 *         .checkpoint(Path.of("net.safetensors"), 100)
 *         .resume()
 *         .fit(trainLoader, 10);
 * }</pre>
 *
 * <p>It does nothing that a loop of one's own could not do with the same few calls. A checkpoint holds model,
 * optimiser, schedules, the thread's default generator, the loader's place in its epoch and the history, so that a
 * training that was killed and resumed ends with the same bits as one that was not.
 */
public final class Trainer {
    private static final String LOSS = "loss";
    private static final String VALIDATION = "val_";
    private static final String LEARNING_RATE = "lr";

    private final Layer model;
    private final Loss loss;
    private final Optimizer optimizer;
    private final Replay replay;
    private final Map<String, Metric> metrics = new LinkedHashMap<>();
    private final Map<String, Stateful> extraParts = new LinkedHashMap<>();
    private final List<LrScheduler> epochSchedules = new ArrayList<>();
    private final List<LrScheduler> stepSchedules = new ArrayList<>();
    private final List<Callback> callbacks = new ArrayList<>();
    private @Nullable ReduceLrOnPlateau plateau;
    private @Nullable Iterable<Batch> validation;
    private @Nullable Doctor doctor;
    private @Nullable Path checkpoint;
    private @Nullable Path bestModel;
    private @Nullable String watched;
    private double watchedSign = 1;
    private double minDelta;
    private int patience = Integer.MAX_VALUE;
    private int stepsPerCheckpoint = Integer.MAX_VALUE;
    private int accumulate = 1;
    private double maxNorm = Double.POSITIVE_INFINITY;
    private double maxValue = Double.POSITIVE_INFINITY;
    private Map<String, Stateful> parts = Map.of();
    private boolean resume;
    private boolean stopped;

    /**
     * Makes a trainer; the methods below add to the plain loop.
     *
     * @throws IllegalArgumentException if the optimiser is {@link Lbfgs}, which needs the loss several times a step
     */
    public Trainer(Layer model, Loss loss, Optimizer optimizer) {
        if (optimizer instanceof Lbfgs) {
            throw new IllegalArgumentException(
                    "Trainer: Lbfgs needs the loss several times a step; write the loop with step(closure)");
        }
        this.model = model;
        this.loss = loss;
        this.optimizer = optimizer;
        this.replay = new Replay(model);
    }

    // ---- Settings ----

    /**
     * Adds a metric, of training and of validation data.
     *
     * @throws IllegalArgumentException if the name is taken
     */
    public Trainer metric(String name, Metric metric) {
        if (name.equals(LOSS) || name.equals(LEARNING_RATE) || name.startsWith(VALIDATION)) {
            throw new IllegalArgumentException("Trainer: the name " + name + " of a metric is taken");
        }
        if (metrics.putIfAbsent(name, metric) != null) {
            throw new IllegalArgumentException("Trainer: there is a metric " + name + " already");
        }
        return this;
    }

    /**
     * Computes loss and metrics of these batches after each epoch, in evaluation mode and without recording.
     *
     * <p>A {@link DataLoader} draws a number of the default generator for each epoch, two if it shuffles, as PyTorch's
     * does: the shuffles of the training data are then others than without validation.
     */
    public Trainer validate(Iterable<Batch> data) {
        this.validation = data;
        return this;
    }

    /** Steps a schedule after each epoch. */
    public Trainer everyEpoch(LrScheduler schedule) {
        epochSchedules.add(schedule);
        return this;
    }

    /** Steps a schedule after each step of the optimiser. */
    public Trainer everyStep(LrScheduler schedule) {
        stepSchedules.add(schedule);
        return this;
    }

    /** Lowers the learning rate when the {@link #watch watched} value stays; its mode must fit that value. */
    public Trainer onPlateau(ReduceLrOnPlateau schedule) {
        plateau = schedule;
        return this;
    }

    /**
     * Clips the norm of all gradients before each step: {@link Gradients#clipNorm(java.util.Collection, double)}.
     *
     * @throws IllegalArgumentException if maxNorm is negative, NaN or infinite
     */
    public Trainer clipNorm(double maxNorm) {
        Checks.notNegative("Trainer", "maxNorm", maxNorm);
        this.maxNorm = maxNorm;
        return this;
    }

    /**
     * Clips each element of the gradients before each step: {@link Gradients#clipValue}.
     *
     * @throws IllegalArgumentException if maxValue is negative, NaN or infinite
     */
    public Trainer clipValue(double maxValue) {
        Checks.notNegative("Trainer", "maxValue", maxValue);
        this.maxValue = maxValue;
        return this;
    }

    /**
     * Steps once for so many batches, with the mean of their gradients; the last step of an epoch may have fewer.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public Trainer accumulate(int batches) {
        Checks.positive("Trainer", "accumulate", batches);
        this.accumulate = batches;
        return this;
    }

    /**
     * Chooses the value that tells which epoch is the best: by default the lowest {@code val_loss}, or {@code loss} if
     * there is no validation.
     *
     * @param largest whether the largest is the best, and not the smallest
     */
    public Trainer watch(String value, boolean largest) {
        this.watched = value;
        this.watchedSign = largest ? -1 : 1;
        return this;
    }

    /**
     * Ends the training when the watched value has not improved by more than {@code minDelta} for so many epochs.
     *
     * @throws IllegalArgumentException if patience is below 1 or minDelta negative, NaN or infinite
     */
    public Trainer earlyStopping(int patience, double minDelta) {
        Checks.positive("Trainer", "patience", patience);
        Checks.notNegative("Trainer", "minDelta", minDelta);
        this.patience = patience;
        this.minDelta = minDelta;
        return this;
    }

    /** Saves the model after each epoch in which the watched value was the best so far. */
    public Trainer saveBest(Path file) {
        this.bestModel = file;
        return this;
    }

    /**
     * Saves all that a resume needs after so many steps, and after each epoch.
     *
     * @throws IllegalArgumentException if the number is below 1
     */
    public Trainer checkpoint(Path file, int everySteps) {
        Checks.positive("Trainer", "everySteps", everySteps);
        this.checkpoint = file;
        this.stepsPerCheckpoint = everySteps;
        return this;
    }

    /** Goes on from the file of {@link #checkpoint} if it is there; otherwise the training starts anew. */
    public Trainer resume() {
        this.resume = true;
        return this;
    }

    /**
     * Saves the state of something more in checkpoints, under a name: of a generator of your own for instance, as
     * {@link RngState}.
     *
     * @throws IllegalArgumentException if the name is empty, has a dot or is taken
     */
    public Trainer alsoSave(String name, Stateful part) {
        boolean taken = name.matches("model|optimizer|trainer|loader|rng|plateau|schedule\\d+");
        if (taken || name.isEmpty() || name.indexOf('.') >= 0 || extraParts.containsKey(name)) {
            throw new IllegalArgumentException(
                    "Trainer: the name \"" + name + "\" of a part is taken, empty or has a dot");
        }
        extraParts.put(name, part);
        return this;
    }

    /** Adds a callback. */
    public Trainer callback(Callback callback) {
        callbacks.add(callback);
        return this;
    }

    /** Has a doctor look at each step; it must have been made for this model and optimiser. */
    public Trainer doctor(Doctor doctor) {
        this.doctor = doctor;
        return this;
    }

    /** Shows a bar for the running epoch and a line for each that is over. */
    public Trainer progressBar(PrintStream out) {
        return callback(new ProgressBars(out));
    }

    /** Returns the model that is trained. */
    public Layer model() {
        return model;
    }

    /** Returns the optimiser. */
    public Optimizer optimizer() {
        return optimizer;
    }

    /** Ends the training after the running epoch; for callbacks. */
    public void stop() {
        stopped = true;
    }

    // ---- The loop ----

    /**
     * Trains until so many epochs are over, those before a resume included.
     *
     * @return the results of all epochs
     * @throws dev.adjoint.nn.inspect.AnomalyException if the loss or a gradient of a batch is NaN or infinite: names
     *     the op that made it, see {@link Replay}; the parameters are then those before its step
     * @throws IllegalArgumentException if the checkpoint is of another training
     * @throws IOException if the checkpoint cannot be read or written
     */
    public List<EpochResult> fit(DataLoader data, int epochs) throws IOException {
        checkSettings(data);
        Progress progress = new Progress(1 + metrics.size(), columns());
        parts = parts(progress, data);
        if (resume && checkpoint != null && Files.exists(checkpoint)) {
            Checkpoint.load(checkpoint, parts);
        }
        stopped = progress.epochsWithoutProgress() >= patience;
        try {
            while (progress.epochs() < epochs && !stopped) {
                trainEpoch(data, progress);
                endEpoch(progress);
            }
        } finally {
            callbacks.forEach(callback -> callback.onEnd(this));
        }
        return progress.results();
    }

    private void checkSettings(DataLoader data) {
        if (data.size() == 0) {
            throw new IllegalArgumentException(
                    "Trainer: the loader has no batches, its " + data.samples() + " samples are less than one");
        }
        if (resume && checkpoint == null) {
            throw new IllegalStateException("Trainer: resume() needs a checkpoint(file, everySteps) to go on from");
        }
        if (plateau != null && plateau.takesLargest() != watchedSign < 0) {
            throw new IllegalStateException("Trainer: the schedule on plateau takes the "
                    + (plateau.takesLargest() ? "largest" : "smallest") + " value for the best, the trainer the "
                    + (watchedSign < 0 ? "largest" : "smallest") + " " + watchedName());
        }
    }

    /** Returns what a checkpoint holds, by name. */
    private Map<String, Stateful> parts(Progress progress, DataLoader data) {
        Map<String, Stateful> all = new LinkedHashMap<>();
        all.put("model", model);
        all.put("optimizer", optimizer);
        Stream.concat(stepSchedules.stream(), epochSchedules.stream())
                .forEach(schedule -> all.put("schedule" + (all.size() - 2), schedule));
        if (plateau != null) {
            all.put("plateau", plateau);
        }
        all.putAll(extraParts);
        all.put("trainer", progress);
        all.put("loader", data);
        all.put("rng", new RngState());
        return all;
    }

    private List<String> columns() {
        List<String> names = new ArrayList<>(List.of(LOSS));
        names.addAll(metrics.keySet());
        List<String> columns = new ArrayList<>(names);
        if (validation != null) {
            names.forEach(name -> columns.add(VALIDATION + name));
        }
        columns.add(LEARNING_RATE);
        if (watched != null && !columns.contains(watched)) {
            throw new IllegalArgumentException("Trainer: cannot watch " + watched + ", expected one of " + columns);
        }
        return columns;
    }

    private void trainEpoch(DataLoader data, Progress progress) throws IOException {
        int epoch = progress.epochs() + 1;
        int batches = data.size();
        callbacks.forEach(callback -> callback.onEpochStart(this, epoch, batches));
        model.train();
        for (Batch batch : data) {
            int done = progress.batches();
            if (done % accumulate == 0) {
                optimizer.zeroGrad();
            }
            int batchesPerStep = Math.min(accumulate, batches - done / accumulate * accumulate);
            double[] values = forwardBackward(batch, batchesPerStep, "batch " + (done + 1) + " of epoch " + epoch);
            progress.addBatch(values, batch.size());
            done++;
            if (done % accumulate == 0 || done == batches) {
                step();
                Callback.Step step = new Callback.Step(epoch, done, batches, values[0]);
                callbacks.forEach(callback -> callback.onStep(this, step));
                if ((done + accumulate - 1) / accumulate % stepsPerCheckpoint == 0) {
                    saveCheckpoint();
                }
            }
        }
    }

    /** Adds the gradients of a batch's share in a step and returns its loss and metrics. */
    private double[] forwardBackward(Batch batch, int batchesPerStep, String name) {
        Tensor[] outputs = new Tensor[1];
        Tensor value = replay.step("Trainer: " + name, () -> {
            outputs[0] = model.apply(batch.inputs());
            Tensor result = loss.apply(outputs[0], batch.targets());
            if (doctor != null) {
                doctor.check(result);
            }
            if (Double.isFinite(result.item())) {
                (batchesPerStep == 1 ? result : result.div(batchesPerStep)).backward();
            }
            return result;
        });
        return values(value, outputs[0], batch.targets());
    }

    private double[] values(Tensor value, Tensor outputs, Tensor targets) {
        double[] values = new double[1 + metrics.size()];
        values[0] = value.item();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            int i = 1;
            for (Metric metric : metrics.values()) {
                values[i++] = metric.of(outputs, targets);
            }
        }
        return values;
    }

    private void step() {
        if (doctor != null) {
            doctor.checkGradients();
        }
        if (maxNorm < Double.POSITIVE_INFINITY) {
            Gradients.clipNorm(optimizer.parameters(), maxNorm);
        }
        if (maxValue < Double.POSITIVE_INFINITY) {
            Gradients.clipValue(optimizer.parameters(), maxValue);
        }
        optimizer.step();
        stepSchedules.forEach(LrScheduler::step);
    }

    private void endEpoch(Progress progress) throws IOException {
        List<Double> values = new ArrayList<>();
        for (double mean : progress.means()) {
            values.add(mean);
        }
        Iterable<Batch> held = validation;
        if (held != null) {
            for (double mean : evaluate(held)) {
                values.add(mean);
            }
        }
        values.add(optimizer.lr());
        EpochResult result = progress.endEpoch(
                values.stream().mapToDouble(Double::doubleValue).toArray());
        double watchedValue = result.value(watchedName());
        if (progress.isBest(watchedSign * watchedValue, minDelta) && bestModel != null) {
            model.save(bestModel);
        }
        if (progress.epochsWithoutProgress() >= patience) {
            stop();
        }
        epochSchedules.forEach(LrScheduler::step);
        if (plateau != null) {
            plateau.step(watchedValue);
        }
        callbacks.forEach(callback -> callback.onEpochEnd(this, result));
        saveCheckpoint();
    }

    private String watchedName() {
        if (watched != null) {
            return watched;
        }
        return validation == null ? LOSS : VALIDATION + LOSS;
    }

    /** Returns loss and metrics over some batches, in evaluation mode and without recording. */
    private double[] evaluate(Iterable<Batch> data) {
        Progress sums = new Progress(1 + metrics.size(), List.of());
        model.eval();
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (Batch batch : data) {
                Tensor outputs = model.apply(batch.inputs());
                sums.addBatch(values(loss.apply(outputs, batch.targets()), outputs, batch.targets()), batch.size());
            }
        } finally {
            model.train();
        }
        if (sums.isEmpty()) {
            throw new IllegalStateException(
                    "Trainer: the data to validate on gave no batch; an Iterable that can be gone"
                            + " through once will not do");
        }
        return sums.means();
    }

    private void saveCheckpoint() throws IOException {
        if (checkpoint != null) {
            Checkpoint.save(checkpoint, parts);
        }
    }
}

package dev.adjoint.nn.train;

import dev.adjoint.Tensor;
import dev.adjoint.Workspace;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Loss;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.inspect.Doctor;
import dev.adjoint.nn.inspect.Replay;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.io.RngState;
import dev.adjoint.nn.io.Stateful;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.Lbfgs;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    static final String LOSS = "loss";
    static final String VALIDATION = "val_";
    static final String LEARNING_RATE = "lr";

    final Layer model;
    final Loss loss;
    final Optimizer optimizer;
    final Replay replay;
    final Map<String, Metric> metrics = new LinkedHashMap<>();
    final Map<String, Stateful> extraParts = new LinkedHashMap<>();
    final List<LrScheduler> epochSchedules = new ArrayList<>();
    final List<LrScheduler> stepSchedules = new ArrayList<>();
    final List<Callback> callbacks = new ArrayList<>();

    @Nullable
    ReduceLrOnPlateau plateau;

    @Nullable
    Iterable<Batch> validation;

    @Nullable
    Doctor doctor;

    @Nullable
    Path checkpoint;

    @Nullable
    Path bestModel;

    @Nullable
    String watched;

    double watchedSign = 1;
    double minDelta;
    int patience = Integer.MAX_VALUE;
    int stepsPerCheckpoint = Integer.MAX_VALUE;
    int accumulate = 1;

    boolean reusesMemory;

    double maxNorm = Double.POSITIVE_INFINITY;
    double maxValue = Double.POSITIVE_INFINITY;
    boolean resume;
    boolean stopped;

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
     * Reuses the memory of a step for the next, by a {@link Workspace}: large steps then take less time, with the same
     * results. What is made in a step, outputs and gradients too, ends with it; a metric or callback that holds on to a
     * tensor must {@link Tensor#keep} it.
     */
    public Trainer reuseMemory() {
        this.reusesMemory = true;
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
        return new TrainingRun(this, data).run(epochs);
    }
}

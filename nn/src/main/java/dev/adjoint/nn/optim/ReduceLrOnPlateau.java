package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code lr = max(lr · factor, minLr)} once a metric has not become better for more than {@code patience} epochs.
 *
 * <p>After that, {@code cooldown} epochs pass in which nothing counts as bad. Better is, for a metric to be small,
 * {@code metric < best · (1 − threshold)} or, absolutely, {@code metric < best − threshold}; for one to be large,
 * {@code metric > best · (1 + threshold)} or {@code metric > best + threshold}. NaN is not better.
 *
 * <p>Methods that change settings may be called until the first step.
 *
 * <pre>{@code
 * ReduceLrOnPlateau scheduler = new ReduceLrOnPlateau(optimizer).patience(3);
 * scheduler.step(validationLoss);
 * }</pre>
 */
public final class ReduceLrOnPlateau implements Stateful {
    /** What is better. */
    public enum Mode {
        /** Smaller. */
        MIN,
        /** Larger. */
        MAX
    }

    /** What the threshold is measured by. */
    public enum ThresholdMode {
        /** The best metric so far. */
        REL,
        /** Nothing: it is a difference of metrics. */
        ABS
    }

    private static final String NAME = "ReduceLrOnPlateau";
    private static final String LAST_EPOCH = "last_epoch";
    private static final String BEST = "best";
    private static final String BAD_EPOCHS = "num_bad_epochs";
    private static final String COOLDOWN = "cooldown_counter";

    private final Optimizer optimizer;
    private Mode mode = Mode.MIN;
    private double factor = 0.1;
    private int patience = 10;
    private double threshold = 1e-4;
    private ThresholdMode thresholdMode = ThresholdMode.REL;
    private int cooldown;
    private double[] minLrs;
    private double eps = 1e-8;

    private int epoch;
    private double best = Double.POSITIVE_INFINITY;
    private int badEpochs;
    private int cooldownLeft;

    /**
     * Makes it for a metric to be small, with factor 0.1, patience 10, a relative threshold of 10⁻⁴ and no cooldown.
     */
    public ReduceLrOnPlateau(Optimizer optimizer) {
        this.optimizer = optimizer;
        this.minLrs = new double[optimizer.groups().size()];
    }

    /**
     * Sets whether small or large metrics are good.
     *
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau mode(Mode mode) {
        checkAtStart();
        this.mode = mode;
        best = mode == Mode.MIN ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        return this;
    }

    /**
     * Sets the factor of the learning rate, 0.1 at first.
     *
     * @throws IllegalArgumentException if it is not in [0, 1)
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau factor(double factor) {
        checkAtStart();
        Checks.belowOne(NAME, "factor", factor);
        this.factor = factor;
        return this;
    }

    /**
     * Sets how many bad epochs in a row are borne, 10 at first: the rate falls at the next.
     *
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau patience(int patience) {
        checkAtStart();
        Checks.notNegative(NAME, "patience", (long) patience);
        this.patience = patience;
        return this;
    }

    /**
     * Sets by how much a metric must be better than the best, 10⁻⁴ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau threshold(double threshold) {
        checkAtStart();
        Checks.notNegative(NAME, "threshold", threshold);
        this.threshold = threshold;
        return this;
    }

    /**
     * Sets whether the threshold is relative to the best metric, as at first, or absolute.
     *
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau thresholdMode(ThresholdMode thresholdMode) {
        checkAtStart();
        this.thresholdMode = thresholdMode;
        return this;
    }

    /**
     * Sets for how many epochs after a change none counts as bad, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau cooldown(int cooldown) {
        checkAtStart();
        Checks.notNegative(NAME, "cooldown", (long) cooldown);
        this.cooldown = cooldown;
        return this;
    }

    /**
     * Sets the lowest learning rate, 0 at first: one for each group or one for all.
     *
     * @throws IllegalArgumentException if there are neither as many as groups nor one, or one is negative or not finite
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau minLr(double... minLrs) {
        checkAtStart();
        this.minLrs = PerGroup.notNegative(NAME, "minLr", optimizer, minLrs);
        return this;
    }

    /**
     * Sets the change of a learning rate up to which it stays, 10⁻⁸ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     * @throws IllegalStateException if a step was made
     */
    public ReduceLrOnPlateau eps(double eps) {
        checkAtStart();
        Checks.notNegative(NAME, "eps", eps);
        this.eps = eps;
        return this;
    }

    private void checkAtStart() {
        LrScheduler.checkAtStart(NAME, epoch);
    }

    /**
     * Takes note of the metric of an epoch and lowers the learning rates if it is time.
     *
     * @throws IllegalStateException if the optimiser got groups since this was made; nothing is changed then
     */
    public void step(double metric) {
        if (optimizer.groups().size() != minLrs.length) {
            throw new IllegalStateException(NAME + ": made for an optimiser of " + minLrs.length + " groups, it has "
                    + optimizer.groups().size());
        }
        epoch++;
        if (isBetter(metric)) {
            best = metric;
            badEpochs = 0;
        } else {
            badEpochs++;
        }
        if (cooldownLeft > 0) {
            cooldownLeft--;
            badEpochs = 0;
        }
        if (badEpochs > patience) {
            reduce();
            cooldownLeft = cooldown;
            badEpochs = 0;
        }
    }

    private boolean isBetter(double metric) {
        boolean relative = thresholdMode == ThresholdMode.REL;
        return switch (mode) {
            case MIN -> metric < (relative ? best * (1 - threshold) : best - threshold);
            case MAX -> metric > (relative ? best * (1 + threshold) : best + threshold);
        };
    }

    private void reduce() {
        for (int i = 0; i < minLrs.length; i++) {
            ParameterGroup group = optimizer.groups().get(i);
            double reduced = Math.max(group.lr() * factor, minLrs[i]);
            if (group.lr() - reduced > eps) {
                group.setLr(reduced);
            }
        }
    }

    // ---- State ----

    /** Tells whether the largest metric is the best, and not the smallest. */
    public boolean takesLargest() {
        return mode == Mode.MAX;
    }

    @Override
    public Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(LAST_EPOCH, Numbers.whole(epoch));
        state.put(BEST, Numbers.real(best));
        state.put(BAD_EPOCHS, Numbers.whole(badEpochs));
        state.put(COOLDOWN, Numbers.whole(cooldownLeft));
        return state;
    }

    @Override
    public void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = stateDict();
        StateDicts.load(NAME, loaded, state);
        int savedEpoch = Numbers.count(NAME, LAST_EPOCH, loaded);
        int savedBadEpochs = Numbers.count(NAME, BAD_EPOCHS, loaded);
        int savedCooldown = Numbers.count(NAME, COOLDOWN, loaded);
        epoch = savedEpoch;
        best = Numbers.real(BEST, loaded);
        badEpochs = savedBadEpochs;
        cooldownLeft = savedCooldown;
    }
}

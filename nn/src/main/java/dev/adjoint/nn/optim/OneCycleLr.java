package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * One cycle for the whole training: from {@code maxLr / divFactor} up to maxLr, then down to {@code maxLr / divFactor /
 * finalDivFactor}.
 *
 * <p>Up for pctStart of the steps, down for all others; or, in three phases, down to the initial rate as fast as up,
 * then slowly to the lowest. The momentum (of optimisers with betas, β₁) goes the other way, from 0.95 to 0.85 and
 * back, if the optimiser has one. Methods that change settings may be called until the first step.
 *
 * <p>The lowest rate is reached after {@code totalSteps − 1} steps of the scheduler. One more is allowed, so that each
 * step of the optimiser may be followed by one of the scheduler, and keeps the rate (PyTorch goes on along the curve).
 *
 * <p>Source: L. Smith, N. Topin, Super-Convergence: Very Fast Training of Neural Networks Using Large Learning Rates,
 * 2018; two phases and cosines by default as in PyTorch.
 */
public final class OneCycleLr extends MomentumFormula<OneCycleLr> {
    /** The way from one rate to the next. */
    public enum Anneal {
        /** Along half a wave of the cosine. */
        COS,
        /** Along a straight line. */
        LINEAR
    }

    private final int totalSteps;
    private final double[] maxLrs;
    private double pctStart = 0.3;
    private Anneal anneal = Anneal.COS;
    private double divFactor = 25;
    private double finalDivFactor = 1e4;
    private boolean threePhase;

    /**
     * Makes a cycle with one highest rate for all groups.
     *
     * @throws IllegalArgumentException if the rate is negative or not finite, or totalSteps is below 1
     */
    public OneCycleLr(Optimizer optimizer, double maxLr, int totalSteps) {
        this(optimizer, new double[] {maxLr}, totalSteps);
    }

    /**
     * Makes a cycle.
     *
     * @param maxLrs the highest rates, one for each group or one for all
     * @throws IllegalArgumentException if there are neither as many rates as groups nor one, one is negative or not
     *     finite, or totalSteps is below 1
     */
    public OneCycleLr(Optimizer optimizer, double[] maxLrs, int totalSteps) {
        super(optimizer, 0.85, 0.95);
        Checks.positive("OneCycleLr", "totalSteps", totalSteps);
        this.totalSteps = totalSteps;
        this.maxLrs = PerGroup.notNegative("OneCycleLr", "maxLr", optimizer, maxLrs);
        restarted();
    }

    /**
     * Sets the part of the steps in which the rate rises, 0.3 at first.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     * @throws IllegalStateException if a step was made
     */
    public OneCycleLr pctStart(double pctStart) {
        checkAtStart();
        Checks.inUnitInterval("OneCycleLr", "pctStart", pctStart);
        this.pctStart = pctStart;
        return restarted();
    }

    /**
     * Sets the way from one rate to the next, the cosine at first.
     *
     * @throws IllegalStateException if a step was made
     */
    public OneCycleLr anneal(Anneal anneal) {
        checkAtStart();
        this.anneal = anneal;
        return restarted();
    }

    /**
     * Sets by what the highest rate is divided to give that of the start, 25 at first.
     *
     * @throws IllegalArgumentException if it is not above 0 and finite
     * @throws IllegalStateException if a step was made
     */
    public OneCycleLr divFactor(double divFactor) {
        checkAtStart();
        Checks.aboveZero("OneCycleLr", "divFactor", divFactor);
        this.divFactor = divFactor;
        return restarted();
    }

    /**
     * Sets by what the rate of the start is divided to give that of the end, 10,000 at first.
     *
     * @throws IllegalArgumentException if it is not above 0 and finite
     * @throws IllegalStateException if a step was made
     */
    public OneCycleLr finalDivFactor(double finalDivFactor) {
        checkAtStart();
        Checks.aboveZero("OneCycleLr", "finalDivFactor", finalDivFactor);
        this.finalDivFactor = finalDivFactor;
        return restarted();
    }

    /**
     * Goes down in two phases of which the first mirrors the way up, or in one, as at first.
     *
     * @throws IllegalStateException if a step was made
     */
    public OneCycleLr threePhase(boolean threePhase) {
        checkAtStart();
        this.threePhase = threePhase;
        return restarted();
    }

    @Override
    OneCycleLr restarted() {
        for (int i = 0; i < maxLrs.length; i++) {
            optimizer().groups().get(i).setInitialLr(maxLrs[i] / divFactor);
        }
        start();
        return this;
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        double initial = maxLrs[group] / divFactor;
        return between(epoch, initial, maxLrs[group], initial, initial / finalDivFactor);
    }

    @Override
    Runnable others(int epoch) {
        if (epoch > totalSteps) {
            throw new IllegalStateException(
                    "OneCycleLr: the cycle of " + totalSteps + " steps is over, step " + epoch + " was asked for");
        }
        return momentum.change(group -> {
            double max = momentum.max(group);
            return between(epoch, max, momentum.base(group), max, max);
        });
    }

    /** Returns the value at an epoch on the way from start to peak and, in three phases through middle, to the end. */
    private double between(int epoch, double start, double peak, double middle, double end) {
        double up = pctStart * totalSteps - 1;
        double down = 2 * pctStart * totalSteps - 2;
        double last = totalSteps - 1;
        if (epoch <= up) {
            return anneal(start, peak, epoch, 0, up);
        }
        if (!threePhase) {
            return anneal(peak, end, epoch, up, last);
        }
        return epoch <= down ? anneal(peak, middle, epoch, up, down) : anneal(middle, end, epoch, down, last);
    }

    private double anneal(double from, double to, int epoch, double begin, double end) {
        double part = end > begin ? Math.min(1, (epoch - begin) / (end - begin)) : 1;
        return switch (anneal) {
            case COS -> to + (from - to) / 2 * (StrictMath.cos(Math.PI * part) + 1);
            case LINEAR -> (to - from) * part + from;
        };
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * {@code lr = baseLr + (maxLr − baseLr) · h · scale}: up and down in straight lines, h being 0 at the ends of a cycle
 * and 1 at its peak.
 *
 * <p>The momentum (of optimisers with betas, β₁) goes the other way, between 0.9 and 0.8, if the optimiser has one.
 * Methods that change settings may be called until the first step.
 *
 * <p>Source: L. Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017.
 */
public final class CyclicLr extends MomentumFormula<CyclicLr> {
    /** How the cycles are scaled. */
    public enum Mode {
        /** All cycles are as high as the first. */
        TRIANGULAR,
        /** Each cycle is half as high as the one before. */
        TRIANGULAR2,
        /** The height is multiplied by gamma in each epoch. */
        EXP_RANGE
    }

    private final double[] baseLrs;
    private final double[] maxLrs;
    private int stepSizeUp = 2000;
    private int stepSizeDown = 2000;
    private Mode mode = Mode.TRIANGULAR;
    private double gamma = 1;

    /**
     * Makes cycles of 2,000 steps up and 2,000 down, all of one height, for all groups.
     *
     * @throws IllegalArgumentException if a rate is negative or not finite
     */
    public CyclicLr(Optimizer optimizer, double baseLr, double maxLr) {
        this(optimizer, new double[] {baseLr}, new double[] {maxLr});
    }

    /**
     * Makes cycles of 2,000 steps up and 2,000 down, all of one height.
     *
     * @param baseLrs the lowest rates, one for each group or one for all
     * @param maxLrs the highest rates, one for each group or one for all
     * @throws IllegalArgumentException if there are neither as many rates as groups nor one, or one is negative or not
     *     finite
     */
    public CyclicLr(Optimizer optimizer, double[] baseLrs, double[] maxLrs) {
        super(optimizer, 0.8, 0.9);
        this.baseLrs = PerGroup.notNegative("CyclicLr", "baseLr", optimizer, baseLrs);
        this.maxLrs = PerGroup.notNegative("CyclicLr", "maxLr", optimizer, maxLrs);
        for (int i = 0; i < this.baseLrs.length; i++) {
            optimizer.groups().get(i).setLr(this.baseLrs[i]);
        }
        start();
    }

    /**
     * Sets how many steps a cycle goes up and down, 2,000 each at first.
     *
     * @throws IllegalArgumentException if a number is below 1
     * @throws IllegalStateException if a step was made
     */
    public CyclicLr stepSizes(int up, int down) {
        checkAtStart();
        Checks.positive("CyclicLr", "up", up);
        Checks.positive("CyclicLr", "down", down);
        stepSizeUp = up;
        stepSizeDown = down;
        return restarted();
    }

    /**
     * Sets how the cycles are scaled.
     *
     * @throws IllegalStateException if a step was made
     */
    public CyclicLr mode(Mode mode) {
        checkAtStart();
        this.mode = mode;
        return restarted();
    }

    /**
     * Sets gamma, for {@link Mode#EXP_RANGE}, 1 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     * @throws IllegalStateException if a step was made
     */
    public CyclicLr gamma(double gamma) {
        checkAtStart();
        Checks.notNegative("CyclicLr", "gamma", gamma);
        this.gamma = gamma;
        return restarted();
    }

    @Override
    CyclicLr restarted() {
        start();
        return this;
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        return baseLrs[group] + (maxLrs[group] - baseLrs[group]) * height(epoch) * scale(epoch);
    }

    @Override
    Runnable others(int epoch) {
        double height = height(epoch);
        return momentum.change(group -> {
            double fall = (momentum.max(group) - momentum.base(group)) * height;
            return momentum.max(group) - fall * scale(epoch);
        });
    }

    private double height(int epoch) {
        double total = (double) stepSizeUp + stepSizeDown;
        double turn = stepSizeUp / total;
        double at = 1 + epoch / total;
        double x = at - Math.floor(at);
        return x <= turn ? x / turn : (x - 1) / (turn - 1);
    }

    private double scale(int epoch) {
        return switch (mode) {
            case TRIANGULAR -> 1;
            case TRIANGULAR2 -> 1 / StrictMath.pow(2, Math.floor(epoch / ((double) stepSizeUp + stepSizeDown)));
            case EXP_RANGE -> StrictMath.pow(gamma, epoch);
        };
    }
}

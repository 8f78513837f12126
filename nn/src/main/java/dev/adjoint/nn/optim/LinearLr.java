package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * {@code lr = base · (start + (end − start) · epoch / totalIters)} up to epoch {@code totalIters}, then constant.
 *
 * <p>Each epoch multiplies the present rate by the quotient of two values of the formula.
 */
public final class LinearLr extends LrFormula {
    private final double start;
    private final double end;
    private final int totalIters;

    /** Makes the schedule from a third of the learning rate to all of it in five epochs. */
    public LinearLr(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 1, 5);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if startFactor is not in (0, 1], endFactor not in [0, 1], or totalIters below 1
     */
    public LinearLr(Optimizer optimizer, double startFactor, double endFactor, int totalIters) {
        super(optimizer);
        checkStart("LinearLr", "startFactor", startFactor);
        Checks.inUnitInterval("LinearLr", "endFactor", endFactor);
        Checks.positive("LinearLr", "totalIters", totalIters);
        this.start = startFactor;
        this.end = endFactor;
        this.totalIters = totalIters;
        start();
    }

    static void checkStart(String who, String what, double factor) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException(who + ": " + what + " must be in (0, 1], got " + factor);
        }
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        if (epoch == 0) {
            return lr * start;
        }
        if (epoch > totalIters) {
            return lr;
        }
        double slope = end - start;
        // At the end of a way to 0 rounding may leave a little less than 0.
        return Math.max(0, lr * (1 + slope / (totalIters * start + (epoch - 1) * slope)));
    }
}

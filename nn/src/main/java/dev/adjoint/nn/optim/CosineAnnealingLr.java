package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * {@code lr = etaMin + (base − etaMin) · (1 + cos(π · epoch / tMax)) / 2}, which rises again after epoch {@code tMax}.
 *
 * <p>Each epoch multiplies what the present rate has above etaMin by the quotient of two values of the formula; just
 * after the lowest point, where that would be 0/0, it adds their difference.
 *
 * <p>Source: I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, equation 5.
 */
public final class CosineAnnealingLr extends LrFormula {
    private final int tMax;
    private final double etaMin;

    /** Makes the schedule down to 0. */
    public CosineAnnealingLr(Optimizer optimizer, int tMax) {
        this(optimizer, tMax, 0);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if tMax is below 1, or etaMin is negative or not finite
     */
    public CosineAnnealingLr(Optimizer optimizer, int tMax, double etaMin) {
        super(optimizer);
        Checks.positive("CosineAnnealingLr", "tMax", tMax);
        Checks.notNegative("CosineAnnealingLr", "etaMin", etaMin);
        this.tMax = tMax;
        this.etaMin = etaMin;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        if (epoch == 0) {
            return lr;
        }
        boolean wasLowest = (epoch - 1L - tMax) % (2L * tMax) == 0;
        double next = wasLowest
                ? lr + (baseLr(group) - etaMin) * (1 - StrictMath.cos(Math.PI / tMax)) / 2
                : wave(epoch) / wave(epoch - 1) * (lr - etaMin) + etaMin;
        // Towards 0 rounding may leave a little less than 0.
        return Math.max(0, next);
    }

    private double wave(int epoch) {
        return 1 + StrictMath.cos(Math.PI * epoch / tMax);
    }
}

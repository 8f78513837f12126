package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * {@code lr = etaMin + (base − etaMin) · (1 + cos(π · t / T)) / 2} where t counts the epochs of a cycle of length T; the
 * first is {@code t0} long, each other {@code tMult} times as long as the one before.
 *
 * <p>Source: I. Loshchilov, F. Hutter, SGDR: Stochastic Gradient Descent with Warm Restarts, ICLR 2017, equation 5.
 */
public final class CosineAnnealingWarmRestarts extends LrFormula {
    private final int t0;
    private final int tMult;
    private final double etaMin;

    /** Makes the schedule with cycles of one length, down to 0. */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0) {
        this(optimizer, t0, 1, 0);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if t0 or tMult is below 1, or etaMin is negative or not finite
     */
    public CosineAnnealingWarmRestarts(Optimizer optimizer, int t0, int tMult, double etaMin) {
        super(optimizer);
        Checks.positive("CosineAnnealingWarmRestarts", "t0", t0);
        Checks.positive("CosineAnnealingWarmRestarts", "tMult", tMult);
        Checks.notNegative("CosineAnnealingWarmRestarts", "etaMin", etaMin);
        this.t0 = t0;
        this.tMult = tMult;
        this.etaMin = etaMin;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        long length = t0;
        long t = epoch;
        if (tMult == 1) {
            t %= length;
        } else {
            while (t >= length) {
                t -= length;
                length *= tMult;
            }
        }
        return etaMin + (baseLr(group) - etaMin) * (1 + StrictMath.cos(Math.PI * t / length)) / 2;
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/**
 * {@code lr = base · (1 − epoch / totalIters)^power} up to epoch {@code totalIters}, then 0.
 *
 * <p>Each epoch multiplies the present rate by the quotient of two values of the formula.
 */
public final class PolynomialLr extends LrFormula {
    private final int totalIters;
    private final double power;

    /** Makes the schedule with power 1, a straight line. */
    public PolynomialLr(Optimizer optimizer, int totalIters) {
        this(optimizer, totalIters, 1);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if totalIters is below 1, or the power is negative or not finite
     */
    public PolynomialLr(Optimizer optimizer, int totalIters, double power) {
        super(optimizer);
        Checks.positive("PolynomialLr", "totalIters", totalIters);
        Checks.notNegative("PolynomialLr", "power", power);
        this.totalIters = totalIters;
        this.power = power;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        if (epoch == 0 || epoch > totalIters) {
            return lr;
        }
        double left = 1 - (double) epoch / totalIters;
        double leftBefore = 1 - (double) (epoch - 1) / totalIters;
        return lr * StrictMath.pow(left / leftBefore, power);
    }
}

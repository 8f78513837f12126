package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/** {@code lr = lr · gamma} every epoch. */
public final class ExponentialLr extends LrFormula {
    private final double gamma;

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if gamma is negative or not finite
     */
    public ExponentialLr(Optimizer optimizer, double gamma) {
        super(optimizer);
        Checks.notNegative("ExponentialLr", "gamma", gamma);
        this.gamma = gamma;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        return epoch == 0 ? lr : lr * gamma;
    }
}

package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/** {@code lr = lr · gamma} every {@code stepSize} epochs. */
public final class StepLr extends LrFormula {
    private final int stepSize;
    private final double gamma;

    /** Makes the schedule with gamma = 0.1. */
    public StepLr(Optimizer optimizer, int stepSize) {
        this(optimizer, stepSize, 0.1);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if stepSize is below 1, or gamma is negative or not finite
     */
    public StepLr(Optimizer optimizer, int stepSize, double gamma) {
        super(optimizer);
        Checks.positive("StepLr", "stepSize", stepSize);
        Checks.notNegative("StepLr", "gamma", gamma);
        this.stepSize = stepSize;
        this.gamma = gamma;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        return epoch == 0 || epoch % stepSize != 0 ? lr : lr * gamma;
    }
}

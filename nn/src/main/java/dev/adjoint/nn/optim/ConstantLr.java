package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;

/** {@code lr = lr · factor} for the first epochs, then {@code lr / factor}: a simple warm-up. */
public final class ConstantLr extends LrFormula {
    private final double factor;
    private final int totalIters;

    /** Makes the schedule with a third of the learning rate for five epochs. */
    public ConstantLr(Optimizer optimizer) {
        this(optimizer, 1.0 / 3, 5);
    }

    /**
     * Makes the schedule.
     *
     * @throws IllegalArgumentException if the factor is not in (0, 1], or totalIters is below 1
     */
    public ConstantLr(Optimizer optimizer, double factor, int totalIters) {
        super(optimizer);
        LinearLr.checkStart("ConstantLr", "factor", factor);
        Checks.positive("ConstantLr", "totalIters", totalIters);
        this.factor = factor;
        this.totalIters = totalIters;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        return epoch == 0 ? lr * factor : epoch == totalIters ? lr * (1 / factor) : lr;
    }
}

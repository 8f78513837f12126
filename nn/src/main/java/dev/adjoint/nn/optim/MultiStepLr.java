package dev.adjoint.nn.optim;

import dev.adjoint.nn.internal.Checks;
import java.util.Collections;
import java.util.List;

/** {@code lr = lr · gamma} at each milestone; one that is there twice counts twice. */
public final class MultiStepLr extends LrFormula {
    private final List<Integer> milestones;
    private final double gamma;

    /** Makes the schedule with gamma = 0.1. */
    public MultiStepLr(Optimizer optimizer, List<Integer> milestones) {
        this(optimizer, milestones, 0.1);
    }

    /**
     * Makes the schedule.
     *
     * @param milestones epochs, in any order
     * @throws IllegalArgumentException if a milestone is negative, or gamma is negative or not finite
     */
    public MultiStepLr(Optimizer optimizer, List<Integer> milestones, double gamma) {
        super(optimizer);
        milestones.forEach(milestone -> Checks.notNegative("MultiStepLr", "a milestone", milestone.longValue()));
        Checks.notNegative("MultiStepLr", "gamma", gamma);
        this.milestones = List.copyOf(milestones);
        this.gamma = gamma;
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        int times = Collections.frequency(milestones, epoch);
        return times == 0 ? lr : lr * StrictMath.pow(gamma, times);
    }
}

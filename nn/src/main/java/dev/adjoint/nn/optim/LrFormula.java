package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.List;
import java.util.Map;

/**
 * A schedule that is one formula for the learning rate of each group.
 *
 * <p>Formulas that make the next rate of the present one keep changes by hand and by other schedulers of the same
 * optimiser, as in PyTorch.
 */
public abstract class LrFormula extends LrScheduler {
    private double[] baseLrs = {};

    /**
     * For subclasses, whose constructor calls {@link #start} at its end.
     *
     * @param optimizer whose learning rates to change
     */
    protected LrFormula(Optimizer optimizer) {
        super(optimizer);
    }

    /**
     * Notes the learning rates of the optimiser, or those the first of its schedulers noted, and takes those of epoch
     * 0.
     *
     * @throws IllegalArgumentException if the optimiser may not have one of those
     */
    protected final void start() {
        baseLrs = optimizer().initialLrs();
        begin(optimizer().lrs());
    }

    /** Throws {@link IllegalStateException} if a step was made, after which settings can no longer change. */
    final void checkAtStart() {
        checkAtStart(name(), epoch());
    }

    /**
     * Returns the learning rate of a group for an epoch.
     *
     * @param epoch 0 at the start, then one more at each step
     * @param group the number of the group
     * @param lr the present learning rate
     * @return a number that is finite and at least 0; of another, {@link #step} makes an error
     */
    protected abstract double lr(int epoch, int group, double lr);

    /** Returns the learning rate that a group had before its first scheduler was made. */
    protected final double baseLr(int group) {
        return baseLrs[group];
    }

    /** Checks what an epoch changes beside the learning rates and returns the change: by default none. */
    Runnable others(int epoch) {
        return () -> {};
    }

    @Override
    final void moveTo(int epoch, double[] present) {
        List<ParameterGroup> groups = optimizer().groups();
        if (groups.size() != baseLrs.length) {
            throw new IllegalStateException(name() + ": made for an optimiser of " + baseLrs.length + " groups, it has "
                    + groups.size() + "; or the constructor did not call start()");
        }
        double[] lrs = new double[baseLrs.length];
        for (int i = 0; i < lrs.length; i++) {
            lrs[i] = lr(epoch, i, present[i]);
            Setting.LR.check(name(), lrs[i]);
        }
        Runnable others = others(epoch);
        for (int i = 0; i < lrs.length; i++) {
            groups.get(i).setLr(lrs[i]);
        }
        others.run();
    }

    @Override
    final void beginAgain() {
        begin(baseLrs);
    }

    // ---- State ----

    @Override
    void addState(String prefix, Map<String, Tensor> state) {
        super.addState(prefix, state);
        for (int i = 0; i < baseLrs.length; i++) {
            state.put(baseLrName(prefix, i), Numbers.real(baseLrs[i]));
        }
    }

    @Override
    void checkState(String prefix, Map<String, Tensor> state) {
        super.checkState(prefix, state);
        for (int i = 0; i < baseLrs.length; i++) {
            Checks.notNegative(name(), baseLrName(prefix, i), Numbers.real(baseLrName(prefix, i), state));
        }
    }

    @Override
    void takeState(String prefix, Map<String, Tensor> state) {
        super.takeState(prefix, state);
        for (int i = 0; i < baseLrs.length; i++) {
            baseLrs[i] = Numbers.real(baseLrName(prefix, i), state);
        }
    }

    private static String baseLrName(String prefix, int group) {
        return prefix + "base_lr." + group;
    }
}

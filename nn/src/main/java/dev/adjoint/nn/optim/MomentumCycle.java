package dev.adjoint.nn.optim;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The momentum, or β₁, of an optimiser's groups, which a cyclic schedule moves between two values. */
final class MomentumCycle {
    private final String scheduler;
    private final Optimizer optimizer;
    private final @Nullable Setting setting;
    private final double[] before;
    private boolean on;
    private double[] base;
    private double[] max;

    /** Moves the momentum between two values if the optimiser has one. */
    MomentumCycle(String scheduler, Optimizer optimizer, double base, double max) {
        this.scheduler = scheduler;
        this.optimizer = optimizer;
        this.setting = groups().get(0).momentum();
        this.on = setting != null;
        this.base = PerGroup.notNegative(scheduler, "baseMomentum", optimizer, base);
        this.max = PerGroup.notNegative(scheduler, "maxMomentum", optimizer, max);
        this.before = new double[groups().size()];
        for (int i = 0; on && i < before.length; i++) {
            before[i] = groups().get(i).get(requireNonNull(setting));
        }
    }

    private List<ParameterGroup> groups() {
        return optimizer.groups();
    }

    /** Turns the cycle on, or off, which brings back the momentum from before. */
    void turn(boolean wanted) {
        if (wanted && setting == null) {
            throw new IllegalArgumentException(
                    scheduler + ": cycleMomentum needs an optimiser with momentum or betas, not " + optimizer.name());
        }
        if (on && !wanted) {
            setAll(requireNonNull(setting), before);
        }
        on = wanted;
    }

    void setBase(double... momenta) {
        base = checked("baseMomentum", momenta);
    }

    void setMax(double... momenta) {
        max = checked("maxMomentum", momenta);
    }

    private double[] checked(String what, double... momenta) {
        return setting == null
                ? PerGroup.notNegative(scheduler, what, optimizer, momenta)
                : PerGroup.all(scheduler, what, setting, optimizer, momenta);
    }

    double base(int group) {
        return base[group];
    }

    double max(int group) {
        return max[group];
    }

    /**
     * Returns what sets the momentum of each group, given by its number; nothing if the cycle is off.
     *
     * @throws IllegalArgumentException if the optimiser may not have one of them
     */
    Runnable change(IntToDoubleFunction momentum) {
        if (!on) {
            return () -> {};
        }
        Setting changed = requireNonNull(setting);
        double[] momenta = new double[before.length];
        Arrays.setAll(momenta, momentum);
        for (double one : momenta) {
            changed.check(scheduler, one);
        }
        return () -> setAll(changed, momenta);
    }

    private void setAll(Setting changed, double[] momenta) {
        for (int i = 0; i < momenta.length; i++) {
            groups().get(i).set(changed, momenta[i]);
        }
    }
}

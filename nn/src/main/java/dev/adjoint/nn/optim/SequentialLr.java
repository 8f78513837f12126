package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import java.util.List;
import java.util.Map;

/**
 * One schedule after another: the first up to the first milestone, there the second from its start, and so on.
 *
 * <pre>{@code
 * LrScheduler warmup = new LinearLr(optimizer, 0.1, 1, 5);
 * LrScheduler decay = new CosineAnnealingLr(optimizer, 95);
 * LrScheduler scheduler = new SequentialLr(optimizer, List.of(warmup, decay), List.of(5));
 * }</pre>
 */
public final class SequentialLr extends LrScheduler {
    private final List<LrScheduler> schedulers;
    private final List<Integer> milestones;

    /**
     * Makes the schedule and takes the learning rates of the start of the first.
     *
     * @param schedulers made for the same optimiser; only this one is stepped from now on
     * @param milestones the epochs at which the second and all others begin, in ascending order
     * @throws IllegalArgumentException if there are no schedulers, one is for another optimiser, there are not as many
     *     milestones as schedulers after the first, or they are negative or not in order
     */
    public SequentialLr(Optimizer optimizer, List<? extends LrScheduler> schedulers, List<Integer> milestones) {
        super(optimizer);
        if (schedulers.isEmpty() || milestones.size() != schedulers.size() - 1) {
            throw new IllegalArgumentException(
                    "SequentialLr: expected a milestone for each scheduler but the first, got " + schedulers.size()
                            + " schedulers and " + milestones.size() + " milestones");
        }
        if (schedulers.stream().anyMatch(scheduler -> scheduler.optimizer() != optimizer)) {
            throw new IllegalArgumentException("SequentialLr: a scheduler is for another optimiser");
        }
        int before = 0;
        for (int milestone : milestones) {
            if (milestone < before) {
                throw new IllegalArgumentException(
                        "SequentialLr: milestones must be >= 0 and ascend, got " + milestones);
            }
            before = milestone;
        }
        this.schedulers = List.copyOf(schedulers);
        this.milestones = List.copyOf(milestones);
        begin(optimizer.initialLrs());
    }

    /** Returns the number of the scheduler for an epoch: how many milestones are reached. */
    private int at(int epoch) {
        return (int) milestones.stream().filter(milestone -> milestone <= epoch).count();
    }

    @Override
    void beginAgain() {
        begin(optimizer().initialLrs());
    }

    @Override
    void moveTo(int epoch, double[] lrs) {
        int now = at(epoch);
        LrScheduler scheduler = schedulers.get(now);
        if (epoch == 0) {
            scheduler.begin(optimizer().initialLrs());
        } else if (now > 0 && milestones.get(now - 1) == epoch) {
            scheduler.beginAgain();
        } else {
            scheduler.step();
        }
    }

    // ---- State ----

    @Override
    void addState(String prefix, Map<String, Tensor> state) {
        super.addState(prefix, state);
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).addState(prefix(prefix, i), state);
        }
    }

    @Override
    void checkState(String prefix, Map<String, Tensor> state) {
        super.checkState(prefix, state);
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).checkState(prefix(prefix, i), state);
        }
    }

    @Override
    void takeState(String prefix, Map<String, Tensor> state) {
        super.takeState(prefix, state);
        for (int i = 0; i < schedulers.size(); i++) {
            schedulers.get(i).takeState(prefix(prefix, i), state);
        }
    }

    private static String prefix(String prefix, int scheduler) {
        return prefix + "schedulers." + scheduler + ".";
    }
}

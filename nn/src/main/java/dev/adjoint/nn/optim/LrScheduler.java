package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Changes the learning rates of an optimiser by a schedule: those of the start when it is made, the next at each
 * {@link #step}.
 *
 * <pre>{@code
 * LrScheduler scheduler = new CosineAnnealingLr(optimizer, epochs);
 * for (int epoch = 0; epoch < epochs; epoch++) {
 *     // … steps of the optimiser …
 *     scheduler.step();
 * }
 * }</pre>
 *
 * <p>To go on from saved states, make the scheduler first, since that sets learning rates, then load the optimiser's
 * state and the scheduler's.
 *
 * <p>A schedule with a formula of its own extends {@link LrFormula}.
 */
public abstract class LrScheduler implements Stateful {
    private static final String LAST_EPOCH = "last_epoch";

    private final Optimizer optimizer;
    private int epoch;

    LrScheduler(Optimizer optimizer) {
        this.optimizer = optimizer;
    }

    /** Returns the optimiser whose learning rates this changes. */
    public final Optimizer optimizer() {
        return optimizer;
    }

    /** Returns how many steps were made: 0 at the start. */
    public final int epoch() {
        return epoch;
    }

    /**
     * Takes the next learning rates.
     *
     * @throws IllegalStateException if the schedule is over and does not go on, or the optimiser got groups since the
     *     scheduler was made; nothing is changed then
     * @throws IllegalArgumentException if the next learning rate or momentum is one that the optimiser may not have,
     *     below 0 for instance; nothing is changed then
     */
    public final void step() {
        moveTo(epoch + 1, optimizer.lrs());
        epoch++;
    }

    /** Goes to the start of the schedule from these learning rates of the groups. */
    final void begin(double[] lrs) {
        moveTo(0, lrs);
        epoch = 0;
    }

    /** Goes to the start of the schedule from the learning rates it began with when it was made. */
    abstract void beginAgain();

    /**
     * Takes the learning rates after so many steps, one more than before or none; changes nothing if it fails.
     *
     * @param lrs the learning rates of the groups so far
     */
    abstract void moveTo(int next, double[] lrs);

    /** Throws {@link IllegalStateException} if steps were made, after which settings can no longer change. */
    static void checkAtStart(String who, int steps) {
        if (steps > 0) {
            throw new IllegalStateException(
                    who + ": settings can change until the first step, " + steps + " were made");
        }
    }

    /** Returns the name for messages. */
    final String name() {
        return getClass().getSimpleName();
    }

    // ---- State ----

    @Override
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        addState("", state);
        return state;
    }

    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        Map<String, Tensor> loaded = stateDict();
        StateDicts.load(name(), loaded, state);
        checkState("", loaded);
        takeState("", loaded);
    }

    void addState(String prefix, Map<String, Tensor> state) {
        state.put(prefix + LAST_EPOCH, Numbers.whole(epoch));
    }

    /** Throws {@link IllegalArgumentException} if a state of the right names has a wrong value. */
    void checkState(String prefix, Map<String, Tensor> state) {
        Numbers.count(name(), prefix + LAST_EPOCH, state);
    }

    /** Takes over a state that was checked. */
    void takeState(String prefix, Map<String, Tensor> state) {
        epoch = Numbers.count(name(), prefix + LAST_EPOCH, state);
    }
}

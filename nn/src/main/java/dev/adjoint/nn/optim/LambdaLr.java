package dev.adjoint.nn.optim;

import java.util.Collections;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** {@code lr = base · f(epoch)} for a function of the user's, which must give finite numbers from 0 on. */
public final class LambdaLr extends LrFormula {
    private final List<IntToDoubleFunction> functions;

    /**
     * Makes the schedule with one function for all groups.
     *
     * @throws IllegalArgumentException if {@code f(0)} is negative or not finite
     */
    public LambdaLr(Optimizer optimizer, IntToDoubleFunction function) {
        this(optimizer, Collections.nCopies(optimizer.groups().size(), function));
    }

    /**
     * Makes the schedule with a function for each group.
     *
     * @throws IllegalArgumentException if there are not as many functions as groups, or one gives a number for 0 that
     *     is negative or not finite
     */
    public LambdaLr(Optimizer optimizer, List<IntToDoubleFunction> functions) {
        super(optimizer);
        if (functions.size() != optimizer.groups().size()) {
            throw new IllegalArgumentException("LambdaLr: expected a function for each of "
                    + optimizer.groups().size() + " groups, got " + functions.size());
        }
        this.functions = List.copyOf(functions);
        start();
    }

    @Override
    protected double lr(int epoch, int group, double lr) {
        return baseLr(group) * functions.get(group).applyAsDouble(epoch);
    }
}

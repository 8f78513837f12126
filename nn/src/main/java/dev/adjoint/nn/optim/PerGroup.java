package dev.adjoint.nn.optim;

import java.util.Arrays;

/** A number for each group of an optimiser, given as one for all or one for each. */
final class PerGroup {
    private PerGroup() {}

    /**
     * Returns as many numbers as the optimiser has groups.
     *
     * @throws IllegalArgumentException if there are neither as many nor one, or one is negative or not finite
     */
    static double[] notNegative(String who, String what, Optimizer optimizer, double... values) {
        return all(who, what, Setting.notNegative(what), optimizer, values);
    }

    /**
     * Returns as many values of a setting as the optimiser has groups.
     *
     * @throws IllegalArgumentException if there are neither as many nor one, or the setting may not have one of them
     */
    static double[] all(String who, String what, Setting setting, Optimizer optimizer, double... values) {
        int groups = optimizer.groups().size();
        if (values.length != 1 && values.length != groups) {
            throw new IllegalArgumentException(who + ": " + what + " must be one number or one for each of " + groups
                    + " groups, got " + values.length);
        }
        for (double value : values) {
            setting.check(who, value);
        }
        double[] all = Arrays.copyOf(values, groups);
        if (values.length == 1) {
            Arrays.fill(all, values[0]);
        }
        return all;
    }
}

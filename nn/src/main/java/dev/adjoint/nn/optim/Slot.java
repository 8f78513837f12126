package dev.adjoint.nn.optim;

import org.jspecify.annotations.Nullable;

/**
 * The name and kind of a tensor that an optimiser keeps about each parameter.
 *
 * @param name the name in states, PyTorch's: {@code exp_avg}
 * @param isNumber whether it is one {@code FLOAT64} number; otherwise it has the shape and type of the parameter
 * @param onlyWith the setting without which, at 0, it is not kept; null if it always is
 */
public record Slot(String name, boolean isNumber, @Nullable Setting onlyWith) {
    /** Returns a slot for a tensor of the shape and type of the parameter. */
    public static Slot tensor(String name) {
        return new Slot(name, false, null);
    }

    /** Returns a slot for a tensor of the shape and type of the parameter that is kept unless the setting is 0. */
    public static Slot tensor(String name, Setting onlyWith) {
        return new Slot(name, false, onlyWith);
    }

    /** Returns a slot for a number. */
    public static Slot number(String name) {
        return new Slot(name, true, null);
    }
}

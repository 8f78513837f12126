package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;

/**
 * A number or flag that steers an optimiser, such as its learning rate: the name it is printed and saved by, and the
 * values it may have.
 *
 * <p>Each {@link ParameterGroup} has a value for every setting of its optimiser; that of a flag is 0 or 1. Two settings
 * are the same only if they are the same object.
 */
public final class Setting {
    /** The learning rate, finite and at least 0. */
    public static final Setting LR = notNegative("lr");

    /** The rate at which a velocity decays, finite and at least 0. */
    public static final Setting MOMENTUM = notNegative("momentum");

    /** The rate at which a running mean of the gradient decays, in [0, 1). */
    public static final Setting BETA1 = belowOne("beta1");

    /** The rate at which a running mean of the squared gradient decays, in [0, 1). */
    public static final Setting BETA2 = belowOne("beta2");

    /** What is added to a denominator, finite and at least 0. */
    public static final Setting EPS = notNegative("eps");

    /** The factor of the parameter that is added to its gradient, finite and at least 0. */
    public static final Setting WEIGHT_DECAY = notNegative("weight_decay");

    /** Whether the weight decay shrinks the parameter itself instead of being part of the gradient. */
    public static final Setting DECOUPLED_WEIGHT_DECAY = flag("decoupled_weight_decay");

    /** Whether to climb instead of to descend. */
    public static final Setting MAXIMIZE = flag("maximize");

    private enum Kind {
        REAL,
        COUNT,
        FLAG
    }

    private interface Check {
        void check(String who, String what, double value);
    }

    private final String name;
    private final Kind kind;
    private final Check check;

    private Setting(String name, Kind kind, Check check) {
        this.name = name;
        this.kind = kind;
        this.check = check;
    }

    /** Makes a setting for finite numbers. */
    public static Setting finite(String name) {
        return new Setting(name, Kind.REAL, Checks::finite);
    }

    /** Makes a setting for finite numbers from 0 on. */
    public static Setting notNegative(String name) {
        return new Setting(name, Kind.REAL, Checks::notNegative);
    }

    /** Makes a setting for numbers in [0, 1]. */
    public static Setting inUnitInterval(String name) {
        return new Setting(name, Kind.REAL, Checks::inUnitInterval);
    }

    /** Makes a setting for numbers in [0, 1). */
    public static Setting belowOne(String name) {
        return new Setting(name, Kind.REAL, Checks::belowOne);
    }

    /** Makes a setting for whole numbers from 1 on. */
    public static Setting count(String name) {
        return new Setting(name, Kind.COUNT, Checks::count);
    }

    /** Makes a setting that is on, 1, or off, 0. */
    public static Setting flag(String name) {
        return new Setting(name, Kind.FLAG, Checks::flag);
    }

    /** A setting with its value in a new optimiser. */
    public record Value(Setting setting, double value) {}

    /** Returns this setting with its value in a new optimiser. */
    public Value of(double value) {
        return new Value(this, value);
    }

    /**
     * Returns this flag with its value in a new optimiser.
     *
     * @throws IllegalArgumentException if this is no flag
     */
    public Value of(boolean on) {
        return of(valueOf("setting", on));
    }

    /**
     * Returns the value of a flag that is on or off.
     *
     * @param who names the optimiser in the message
     * @throws IllegalArgumentException if this is no flag
     */
    double valueOf(String who, boolean on) {
        if (kind != Kind.FLAG) {
            throw new IllegalArgumentException(who + ": " + name + " is a number, got " + on);
        }
        return on ? 1 : 0;
    }

    /**
     * Checks a value.
     *
     * @param who names the optimiser in the message
     * @throws IllegalArgumentException if the setting may not have this value
     */
    void check(String who, double value) {
        check.check(who, name, value);
    }

    /** Returns a value as states hold it. */
    Tensor save(double value) {
        return kind == Kind.REAL ? Numbers.real(value) : Numbers.whole((long) value);
    }

    /** Returns a value as it is printed. */
    String print(double value) {
        return switch (kind) {
            case REAL -> Notation.of(value);
            case COUNT -> Long.toString((long) value);
            case FLAG -> Notation.of(value != 0);
        };
    }

    /** Returns the name, as PyTorch spells it. */
    @Override
    public String toString() {
        return name;
    }
}

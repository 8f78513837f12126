package dev.adjoint.nn.internal;

import dev.adjoint.op.Window;
import java.util.Arrays;

/** Checks of numbers that layers, optimisers and loaders are made with; the messages name who complains. */
public final class Checks {
    private Checks() {}

    public static void finite(String who, String what, double value) {
        check(Double.isFinite(value), who, what, "finite", value);
    }

    public static void notNegative(String who, String what, double value) {
        check(value >= 0 && value < Double.POSITIVE_INFINITY, who, what, "finite and >= 0", value);
    }

    public static void aboveZero(String who, String what, double value) {
        check(value > 0 && value < Double.POSITIVE_INFINITY, who, what, "finite and > 0", value);
    }

    public static void inUnitInterval(String who, String what, double value) {
        check(value >= 0 && value <= 1, who, what, "in [0, 1]", value);
    }

    /** Checks for a rate of decay: 1 would never forget. */
    public static void belowOne(String who, String what, double value) {
        check(value >= 0 && value < 1, who, what, "in [0, 1)", value);
    }

    /** Checks that there are sizes and none is below 1. */
    public static void sizes(String who, int... sizes) {
        if (sizes.length == 0 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(who + ": sizes must be >= 1, got " + Arrays.toString(sizes));
        }
    }

    /** Checks for a count that is none or more. */
    public static void notNegative(String who, String what, long value) {
        if (value < 0) {
            throw new IllegalArgumentException(who + ": " + what + " must be >= 0, got " + value);
        }
    }

    /** Checks for a count that is one or more. */
    public static void positive(String who, String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(who + ": " + what + " must be >= 1, got " + value);
        }
    }

    /** Checks for a count, one or more, that is held as a real number. */
    public static void count(String who, String what, double value) {
        if (value != Math.rint(value) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(who + ": " + what + " must be a whole number, got " + value);
        }
        positive(who, what, (long) value);
    }

    /** Checks for a flag that is held as a number. */
    public static void flag(String who, String what, double value) {
        check(value == 0 || value == 1, who, what, "0 or 1", value);
    }

    /** Checks the windows of a pooling. */
    public static void poolingWindows(String who, Window... windows) {
        for (Window window : windows) {
            if (window.padding() == Window.SAME) {
                throw new IllegalArgumentException(
                        who + ": padding same is for convolutions alone, got a window of " + window);
            }
        }
    }

    private static void check(boolean holds, String who, String what, String expected, double value) {
        if (!holds) {
            throw new IllegalArgumentException(who + ": " + what + " must be " + expected + ", got " + value);
        }
    }
}

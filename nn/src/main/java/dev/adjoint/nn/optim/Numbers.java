package dev.adjoint.nn.optim;

import static java.util.Objects.requireNonNull;

import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.Map;

/** Numbers as the tensors without dimensions that a state holds. */
final class Numbers {
    private Numbers() {}

    static Tensor whole(long value) {
        return Tensor.wrap(new long[] {value}, Shape.scalar());
    }

    static Tensor real(double value) {
        return Tensor.wrap(new double[] {value}, Shape.scalar());
    }

    /** Reads what {@link #whole(long)} made. */
    static long whole(Tensor number) {
        return number.toLongArray()[0];
    }

    /**
     * Reads a number of a state that has it.
     *
     * @throws IllegalArgumentException if it is negative or too large for an {@code int}
     */
    static int count(String who, String name, Map<String, Tensor> state) {
        long value = whole(requireNonNull(state.get(name)));
        Checks.notNegative(who, name, value);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(who + ": " + name + " is too large, got " + value);
        }
        return (int) value;
    }

    /** Reads a number of a state that has it. */
    static double real(String name, Map<String, Tensor> state) {
        return requireNonNull(state.get(name)).item();
    }
}

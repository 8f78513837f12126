package dev.adjoint.nn;

import dev.adjoint.nn.internal.PythonText;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Numbers, truth values and tuples as PyTorch's printed modules show them. */
final class Notation {
    private Notation() {}

    static String of(boolean value) {
        return PythonText.of(value);
    }

    static String of(double value) {
        return PythonText.of(value);
    }

    /** {@code (3,)}, {@code (3, 5)}. */
    static String tuple(int... numbers) {
        String text = Arrays.stream(numbers).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return "(" + text + (numbers.length == 1 ? ",)" : ")");
    }

    /** {@code 3} for two equal numbers, otherwise {@code (3, 5)}. */
    static String pair(int first, int second) {
        return first == second ? Integer.toString(first) : tuple(first, second);
    }
}

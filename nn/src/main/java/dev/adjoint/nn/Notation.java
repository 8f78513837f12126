package dev.adjoint.nn;

import dev.adjoint.nn.internal.PythonText;

/** Numbers and truth values as PyTorch's printed modules show them. */
final class Notation {
    private Notation() {}

    static String of(boolean value) {
        return PythonText.of(value);
    }

    static String of(double value) {
        return PythonText.of(value);
    }
}

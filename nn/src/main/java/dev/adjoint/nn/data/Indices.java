package dev.adjoint.nn.data;

/** Checks of the indices of samples. */
final class Indices {
    private Indices() {}

    /** Returns the index, or complains in the name of {@code who} that it is not in {@code [0, size)}. */
    static int checked(String who, long index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException(who + ": the index must be in [0, " + size + "), got " + index);
        }
        return (int) index;
    }
}

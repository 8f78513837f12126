package dev.adjoint.examples.toys;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asked of a toy.
 *
 * @param screen where to print
 * @param seed the seed of the random stream, from which initial weights, shuffles and made-up data come
 * @param epochs how often to go through the training data, if not as often as the toy suggests
 * @param idx a directory with IDX files to train on instead of the toy's own data
 */
public record Options(Screen screen, long seed, OptionalInt epochs, Optional<Path> idx) {
    /** The seed unless the user gives another. */
    public static final long DEFAULT_SEED = 42;
}

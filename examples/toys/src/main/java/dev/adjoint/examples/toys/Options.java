package dev.adjoint.examples.toys;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the user asked of a toy.
 *
 * @param screen where to print
 * @param seed the seed of the random stream, from which initial weights, shuffles and made-up data come
 * @param epochs how often to go through the training data, if not as often as the toy suggests
 * @param out the folder to write pictures to
 * @param brief whether to do no more than a test needs, in seconds
 * @param idx a directory with IDX files to train on instead of the toy's own data
 * @param jdks homes of further JDKs, for what compares them
 * @param timed whether to print times as well, which differ from run to run
 */
public record Options(
        Screen screen,
        long seed,
        OptionalInt epochs,
        Path out,
        boolean brief,
        Optional<Path> idx,
        List<Path> jdks,
        boolean timed) {
    /** The seed unless the user gives another. */
    public static final long DEFAULT_SEED = 42;

    /** The folder for pictures unless the user gives another. */
    public static final String DEFAULT_OUT = "toys-output";

    /**
     * Returns the first number, or the second where the run is to be brief; what the user asked for comes before both.
     */
    public int epochs(int whole, int ifBrief) {
        return epochs.orElse(brief ? ifBrief : whole);
    }

    /** Returns what writes pictures to the folder. */
    public Pictures pictures() {
        return new Pictures(out, screen);
    }
}

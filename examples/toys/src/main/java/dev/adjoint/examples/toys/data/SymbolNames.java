package dev.adjoint.examples.toys.data;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The names that Unicode gives to its miscellaneous symbols, dingbats and pictographs: {@code snowman}, {@code smiling
 * cat face with open mouth}.
 *
 * <p>These blocks are full since Unicode 8.0 and names never change, so that every JDK has the same.
 */
public final class SymbolNames {
    private SymbolNames() {}

    /** Returns the names in the order of the code points, in lower-case letters, digits, blanks and hyphens. */
    public static List<String> load() {
        return IntStream.concat(IntStream.range(0x2600, 0x27C0), IntStream.range(0x1F300, 0x1F650))
                .mapToObj(symbol -> Objects.requireNonNull(Character.getName(symbol), "unassigned"))
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }
}

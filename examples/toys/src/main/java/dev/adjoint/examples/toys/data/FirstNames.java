package dev.adjoint.examples.toys.data;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * 8,422 English first names, shipped with the toys; the NOTICE beside the resource states their source.
 *
 * <p>Source: G. Ward, Moby Words II, Project Gutenberg e-book 3201, 1996.
 */
public final class FirstNames {
    private static final String RESOURCE = "first-names.txt.gz";

    private FirstNames() {}

    /**
     * Returns the names in alphabetical order, each once, in the letters a to z and the hyphen.
     *
     * @throws IOException if the resource is missing or damaged
     */
    public static List<String> load() throws IOException {
        try (InputStream stream = FirstNames.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new FileNotFoundException(RESOURCE + ": no such resource beside " + FirstNames.class.getName());
            }
            InputStream lines = new GZIPInputStream(stream);
            return new BufferedReader(new InputStreamReader(lines, StandardCharsets.US_ASCII))
                    .lines()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .sorted()
                    .distinct()
                    .toList();
        }
    }
}

package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The folder of case files: the one that the system property {@code conformance.dir} names, or the copy in the tests.
 */
final class CaseFiles {
    private CaseFiles() {}

    /** Returns the case files of the folder, by name. */
    static List<Path> list() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells whether the folder is the copy in the tests, which is complete. */
    static boolean areTheCopy() {
        return System.getProperty("conformance.dir") == null;
    }

    private static Path folder() {
        if (!areTheCopy()) {
            return Path.of(System.getProperty("conformance.dir"));
        }
        URL copy = Objects.requireNonNull(CaseFiles.class.getResource("/conformance"));
        try {
            return Path.of(copy.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Returns the cases of a file.
     *
     * @throws IllegalArgumentException if it has another format, or no cases
     */
    static List<Case> read(Path file) {
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (json.path("format").asInt() != 1) {
            throw new IllegalArgumentException(file + ": expected format 1, got " + json.path("format"));
        }
        List<Case> cases = new ArrayList<>();
        json.required("cases").forEach(node -> cases.add(new Case(node)));
        if (cases.isEmpty()) {
            throw new IllegalArgumentException(file + ": expected cases, got none");
        }
        return cases;
    }
}

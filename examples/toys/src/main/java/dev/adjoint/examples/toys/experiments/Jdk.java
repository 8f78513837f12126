package dev.adjoint.examples.toys.experiments;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK to start JVMs of.
 *
 * @param home its folder
 * @param feature its feature number, 17 for instance
 */
record Jdk(Path home, int feature) {
    private static final int OLDEST = 17;

    /** Returns the one that runs this. */
    static Jdk running() {
        return new Jdk(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * Returns the running one, those given, and others of feature number 17 or more in the folder that holds the
     * running one; one of each feature number, the smallest first.
     *
     * @throws IOException if one of those given is no such JDK
     */
    static List<Jdk> all(Collection<Path> given) throws IOException {
        Map<Integer, Jdk> jdks = new LinkedHashMap<>();
        Jdk running = running();
        jdks.put(running.feature, running);
        for (Path home : given) {
            Jdk jdk = at(home);
            if (jdk.feature < OLDEST) {
                throw new IOException(home + ": expected a JDK of version " + OLDEST + " or newer");
            }
            jdks.putIfAbsent(jdk.feature, jdk);
        }
        Path folder = running.home.toRealPath().getParent();
        if (folder != null) {
            try (Stream<Path> homes = Files.list(folder)) {
                for (Path home : homes.filter(Jdk::isHome).sorted().toList()) {
                    Jdk jdk = at(home);
                    if (jdk.feature >= OLDEST) {
                        jdks.putIfAbsent(jdk.feature, jdk);
                    }
                }
            }
        }
        List<Jdk> sorted = new ArrayList<>(jdks.values());
        sorted.sort((a, b) -> Integer.compare(a.feature, b.feature));
        return sorted;
    }

    private static boolean isHome(Path home) {
        return Files.isExecutable(home.resolve("bin/java")) && Files.isRegularFile(home.resolve("release"));
    }

    private static Jdk at(Path home) throws IOException {
        if (!isHome(home)) {
            throw new IOException(home + ": expected the home of a JDK, with the files bin/java and release");
        }
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            release.load(reader);
        }
        String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
        try {
            return new Jdk(home, Runtime.Version.parse(version).feature());
        } catch (IllegalArgumentException e) {
            throw new IOException(home + ": expected a version of Java in its file release, got '" + version + "'", e);
        }
    }

    /**
     * Runs a class of this class path in a JVM and returns what it printed.
     *
     * @throws IOException if it cannot be started or fails; the message has what it said
     */
    String run(List<String> flags, String mainClass, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/java").toString()));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("jvm", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(said.toFile()).start();
            process.getOutputStream().close();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw new IOException(home + ": the training ended with exit code " + exitCode + ": "
                        + Files.readString(said).strip());
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(home + ": interrupted", e);
        } finally {
            Files.delete(said);
        }
    }
}

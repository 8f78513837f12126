package dev.adjoint.op;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.PoisonedWorkspace;
import dev.adjoint.Workspace;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpLaws;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The bits of all outputs and gradients of every row of {@link OpTable} are those that were recorded once: on every JDK
 * and CPU, with and without SIMD, with any number of threads.
 *
 * <p>Where a change means to give other bits, the system property {@code adjoint.writeBits} names the file
 * {@code op-bits.txt} to write anew.
 */
class OpBitsTest {
    @Test
    void areThoseRecorded() throws IOException, URISyntaxException {
        TreeMap<String, String> bits = new TreeMap<>();
        OpTable.all().forEach(op -> bits.put(op.name(), "%016x".formatted(OpLaws.bits(op))));
        List<String> lines = bits.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .toList();

        String write = System.getProperty("adjoint.writeBits");
        if (write != null) {
            Files.write(Path.of(write), lines);
        }
        assertThat(lines).containsExactlyElementsOf(recorded());
    }

    /** In memory that was used before and is full of NaN, each op gives the same bits. */
    @ParameterizedTest
    @MethodSource("dev.adjoint.op.OpTable#all")
    void doNotDependOnWhatTheMemoryHeld(OpCase op) {
        assertThat(Integer.getInteger("adjoint.workspaceSmallest"))
                .as("small arrays are reused")
                .isEqualTo(2);
        long fresh = OpLaws.bits(op);
        Workspace workspace = PoisonedWorkspace.make();
        for (int i = 0; i < 2; i++) {
            try (Workspace.Step step = workspace.step()) {
                assertThat(OpLaws.bits(op)).as("step %d", i).isEqualTo(fresh);
            }
        }
    }

    private static List<String> recorded() throws IOException, URISyntaxException {
        URL file = requireNonNull(OpBitsTest.class.getResource("/op-bits.txt"));
        return Files.readAllLines(Path.of(file.toURI()));
    }
}

package dev.adjoint.nn.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesAFileAndLeavesNothingBeside() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");

        WholeFile.write(file, "ä after");

        assertThat(file).hasContent("ä after");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void keepsTheFileWhereTheContentsFail() throws IOException {
        Path file = Files.writeString(folder.resolve("a.txt"), "before");

        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(new byte[100_000]);
                    throw new IOException("no more");
                }))
                .withMessage("no more");

        assertThat(file).hasContent("before");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void followsLinksAndLeavesDevices() throws IOException {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device), "a machine with /dev/null");
        Path file = Files.writeString(folder.resolve("a.txt"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        WholeFile.write(link, "after");
        WholeFile.write(device, "gone");

        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("after");
        assertThat(Files.isRegularFile(device)).isFalse();
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("none").resolve("a.txt");

        assertThatIOException()
                .isThrownBy(() -> WholeFile.write(file, ""))
                .withMessageContaining("none to write it to");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.map(path -> path.getFileName().toString()).toList().stream();
        }
    }
}

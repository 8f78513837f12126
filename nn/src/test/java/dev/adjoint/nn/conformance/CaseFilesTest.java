package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFilesTest {
    @Test
    void aFileMustHaveCasesAndTheFormat(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("ops.json");
        Files.writeString(file, "{\"format\": 1, \"cases\": [{\"id\": \"a\"}]}");
        assertThat(CaseFiles.read(file)).hasSize(1);
        Files.writeString(file, "{\"format\": 1, \"cases\": []}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseFiles.read(file))
                .withMessageContaining("ops.json: expected cases, got none");
        Files.writeString(file, "{\"format\": 2, \"cases\": []}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CaseFiles.read(file))
                .withMessageContaining("ops.json: expected format 1, got 2");
    }
}

package dev.adjoint.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels that are written twice, since Java has no generics over numbers, are the same but for the type: what is
 * mended in one is mended in the other.
 */
class TwinsTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "adjoint", "kernel");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FloatDots",
                "FloatExponentials",
                "FloatMatmul",
                "PlainFloatExponentials",
                "PlainFloatMatmul",
                "PlainFloatProduct",
                "simd/FloatCopies",
                "simd/FloatTile",
                "simd/PackedFloatProduct",
                "simd/SimdFloatExponentials",
                "simd/SimdFloatMatmul",
                "simd/SimdFloatProduct"
            })
    void differInTheTypeAlone(String name) throws IOException {
        assertThat(code(name).replace("Float", "Double").replace("float", "double"))
                .isEqualTo(code(name.replace("Float", "Double")));
    }

    /** The same where both stand in one file, those of floats first. */
    @ParameterizedTest
    @ValueSource(strings = {"GruCell", "LstmCell", "RnnCell"})
    void differInTheTypeAloneWithinAFile(String name) throws IOException {
        String[] parts = code(name).split("(?=publicstaticvoidforward)");
        assertThat(parts).hasSize(3);
        assertThat(parts[1].replace("float", "double") + "}").isEqualTo(parts[2]);
    }

    /** The source without comments and white space. */
    private static String code(String name) throws IOException {
        return Files.readString(SOURCES.resolve(name + ".java"))
                .replaceAll("(?s)/\\*.*?\\*/|//[^\n]*", "")
                .replaceAll("\\s+", "");
    }
}

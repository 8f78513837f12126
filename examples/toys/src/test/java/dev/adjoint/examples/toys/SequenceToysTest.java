package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The toys about sequences, physics and control, in their brief form. */
class SequenceToysTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(textBlock = """
            names,    of 200 samples \\d+ are in the training data
            symbols,  of 50 samples \\d+ are in the training data
            gpt,      of 200 samples \\d+ are in the training data
            throw,    '  20 +\\d+\\.\\d\\d +\\d+\\.\\d{3} +\\d\\.\\d{3} +\\d\\.\\d{3}'
            ode,      '   30 +0\\.\\d{6} +\\d\\.\\d{4}'
            cartpole, mean of 100 episodes without chance: \\d+\\.\\d of 500 steps
            """)
    void printsAndDraws(String name, String line) throws IOException {
        CapturedScreen screen = new CapturedScreen();
        Options options =
                new Options(screen.screen(), 7, OptionalInt.empty(), folder, true, Optional.empty(), List.of(), false);
        ToyRegistry.find(name).orElseThrow().run(options);

        assertThat(screen.text()).containsPattern("(?m)^" + line).doesNotContain("NaN");
        if (!name.equals("symbols")) {
            assertThat(ImageIO.read(folder.resolve(name + ".png").toFile()).getWidth())
                    .isGreaterThan(900);
        }
    }
}

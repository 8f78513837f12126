package dev.adjoint.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Every command runs; how fast anything is, no test asks. */
class MainTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource({
        "Elementwise.tanh, 13",
        "Broadcasting.row, 13",
        "Reduction.sumOfColumns, 13",
        "Matmul.square, 13",
        "Rows.crossEntropy, 13",
        "Convolution.conv2d, 13",
        "Pooling.maxPool2d, 13",
        "Attention.causal, 13",
        "Recurrence.lstm, 13",
        "OptimizerStep.adam, 13"
    })
    void everyFamilyOfKernelsRuns(String benchmark, String size) {
        int exitCode = run("jmh", benchmark, "--size", size, "--forks", "0", "--iterations", "1", "--millis", "5");

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).containsPattern("(?m)^" + benchmark + " " + size + " +[0-9.]+ *$");
    }

    @Test
    void growthIsDrawn() throws IOException {
        Path csv = folder.resolve("growth.csv");
        Path png = folder.resolve("growth.png");

        assertThat(run("growth", "--most", "8", "--seconds", "0.001", "--out", csv.toString()))
                .isZero();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.get(0)).isEqualTo("work,size,us,impl");
        assertThat(lines.stream().skip(1).map(line -> line.replaceAll("(?<=[0-9]),[0-9.]+,.*$", "")))
                .containsExactly("matmul,2", "matmul,4", "matmul,8", "leaky_relu,1", "mlp_step,4", "mlp_step,8");

        assertThat(run("plot", csv.toString(), "--out", png.toString())).isZero();
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(csv) && !file.equals(png));
        BufferedImage picture = ImageIO.read(png.toFile());
        for (int panel = 0; panel < 3; panel++) {
            assertThat(GrowthPicture.curve(picture, panel, 0))
                    .as("curve of panel %d", panel)
                    .isNotEmpty();
        }
    }

    @Test
    void aCurveRisesAndThatOfSlowerWorkIsAboveIt() throws IOException {
        StringBuilder lines = new StringBuilder("work,size,us,impl\n");
        for (int size = 2; size <= 1024; size *= 2) {
            lines.append("matmul,").append(size).append(',').append(size * size).append(",fast\n");
            lines.append("matmul,")
                    .append(size)
                    .append(',')
                    .append(10 * size * size)
                    .append(",slow\n");
        }
        Path csv = Files.writeString(folder.resolve("a.csv"), lines);
        Path png = folder.resolve("a.png");

        assertThat(run("plot", csv.toString(), "--out", png.toString())).isZero();

        BufferedImage picture = ImageIO.read(png.toFile());
        assertThat(picture.getWidth()).isEqualTo(1980);
        assertThat(picture.getHeight()).isEqualTo(600);
        List<Integer> fast = GrowthPicture.curve(picture, 0, 0);
        List<Integer> slow = GrowthPicture.curve(picture, 0, 1);
        int last = fast.size() - 1;
        assertThat(last).isGreaterThan(100);
        assertThat(slow).hasSameSizeAs(fast);
        assertThat(fast.get(last)).isLessThan(fast.get(last / 2) - 20);
        assertThat(fast.get(last / 2)).isLessThan(fast.get(0) - 20);
        for (int i = 0; i < fast.size(); i++) {
            assertThat(slow.get(i)).as("height at column %d", i).isLessThan(fast.get(i) - 20);
        }
        assertThat(GrowthPicture.curve(picture, 1, 0))
                .as("of what was not measured")
                .isEmpty();
    }

    @Test
    void aFileThatGrowthDidNotWriteIsRefused() throws IOException {
        Path csv = Files.writeString(folder.resolve("a.csv"), "work,size,us,impl\nmatmul,two,1,x\n");

        assertThat(run("plot", csv.toString(), "--out", folder.resolve("a.png").toString()))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("expected numbers in columns 2 and 3, got matmul,two,1,x");
    }

    @Test
    void aProfileHasSharesByOpAndMethod() {
        assertThat(run("profile", "matmul_256", "--float64", "--seconds", "0.5", "--warm-up", "0.5"))
                .isZero();
        assertThat(out.toString())
                .containsPattern("share +op ")
                .containsPattern("(?m)^ *[0-9.]+ %  \\w+\\.\\w+$")
                .contains("Double");
    }

    @ParameterizedTest
    @CsvSource({"--only", "profile"})
    void unknownWorkloadsAreNamed(String how) {
        assertThat(run(how, "tiny")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("no workload [tiny], there are [scalar_expr, ");
    }

    @Test
    void unknownBenchmarksAreNamed() {
        assertThat(run("jmh", "Matmull", "--forks", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).startsWith("no benchmark holds 'Matmull'");
    }

    private int run(String... arguments) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

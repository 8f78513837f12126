package dev.adjoint.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(1000);
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
        assertThat(run("profile", "tiny_mlp_step", "--seconds", "0.5", "--warm-up", "0.5"))
                .isZero();
        assertThat(out.toString()).containsPattern("share +op ").containsPattern("(?m)^ *[0-9.]+ %  \\w+\\.\\w+$");
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

package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.examples.toys.data.IdxFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The launcher and every toy, as a user runs them. */
class ToysTest {
    private record Result(int exitCode, String out, String err) {}

    static Stream<String> names() {
        return ToyRegistry.all().stream().map(Toy::name);
    }

    static Stream<String> experiments() {
        return ToyRegistry.experiments().stream().map(Toy::name);
    }

    @Test
    void registryHoldsEveryToy() throws IOException, URISyntaxException {
        Path root = Path.of(
                Toy.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String packageName = Toy.class.getPackageName();
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            List<Class<?>> toys = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.equals("package-info.class"))
                    .<Class<?>>map(name -> load(packageName + "." + name.replace(".class", "")))
                    .filter(type -> Toy.class.isAssignableFrom(type) && !type.isInterface())
                    .toList();
            assertThat(ToyRegistry.all().stream().<Class<?>>map(Toy::getClass))
                    .containsExactlyInAnyOrderElementsOf(toys);
        }
        assertThat(names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z0-9-]*"));
    }

    @Test
    void listsEveryToy() {
        Result result = toys("list");
        assertThat(result.exitCode()).isZero();
        String[] groups = result.out().split("\n\nExperiments, each with a picture:\n");
        assertThat(groups).hasSize(2);
        assertThat(groups[0].lines()).hasSameSizeAs(ToyRegistry.all());
        assertThat(groups[1].lines()).hasSameSizeAs(ToyRegistry.experiments());
        assertThat(Stream.concat(names(), experiments()))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(result.out()).containsPattern("(?m)^" + name + " +\\S"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyToyRunsBrieflyAndTheSeedDecidesWhatItPrints(String name, @TempDir Path out) throws IOException {
        String[] arguments = {"run", name, "--brief", "--seed", "5", "--out", out.toString()};
        Result result = toys(arguments);
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isNotBlank().doesNotContain("\u001b", "\r", "NaN");
        assertThat(result.out().chars()).allMatch(c -> c < 128);
        assertThat(result.out().lines().filter(line -> !line.startsWith("picture ")))
                .allMatch(line -> line.length() <= 80 && line.equals(line.stripTrailing()));
        for (String line : result.out().lines().toList()) {
            if (line.startsWith("picture ")) {
                assertHoldsPicture(line.replace("picture  ", ""));
            }
        }
        if (!name.equals("profile")) { // which prints times
            assertThat(toys(arguments).out()).isEqualTo(result.out());
        }
    }

    /** Checks the files that are named as {@code path.png}, {@code path.png and .svg}, or one that holds text. */
    private static void assertHoldsPicture(String files) throws IOException {
        if (!files.contains(".png")) {
            assertThat(Path.of(files)).content().containsAnyOf("<svg", "digraph");
            return;
        }
        Path png = Path.of(files.replace(" and .svg", ""));
        assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(100);
        if (files.endsWith(" and .svg")) {
            assertThat(Path.of(png.toString().replaceAll("png$", "svg")))
                    .content()
                    .contains("<svg", "</svg");
        }
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentRunsInShortFormAndDraws(String name, @TempDir Path out) throws IOException {
        Result result = toys("run", name, "--brief", "--out", out.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isNotBlank().doesNotContain("\u001b", "\r", "NaN", "DIFFER");
        assertThat(result.out().chars()).allMatch(c -> c < 128);
        assertThat(result.out().lines().filter(line -> !line.startsWith("picture")))
                .allMatch(line -> line.length() <= 80 && line.equals(line.stripTrailing()));
        assertThat(ImageIO.read(out.resolve(name + ".png").toFile()).getWidth()).isGreaterThan(1000);
        assertThat(Files.readString(out.resolve(name + ".svg"))).contains("<svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gradcheck", "learning-rates", "your-activation"})
    void theSeedDecidesWhatAnExperimentPrints(String name, @TempDir Path out) {
        String[] run = {"run", name, "--brief", "--seed", "5", "--out", out.toString()};
        assertThat(toys(run).out()).isEqualTo(toys(run).out());
    }

    @Test
    void micrograd(@TempDir Path out) {
        assertThat(toys("run", "micrograd", "--out", out.toString()).out().lines())
                .startsWith("g         24.7041", "dg/da    138.8338", "dg/db    645.5773");
    }

    @Test
    void xorIsLearnt(@TempDir Path out) {
        assertThat(toys("run", "xor", "--out", out.toString()).out())
                .containsPattern("0  0 +0 +0\\.0")
                .containsPattern("0  1 +1 +(0\\.9|1\\.0)")
                .containsPattern("1  0 +1 +(0\\.9|1\\.0)")
                .containsPattern("1  1 +0 +0\\.0");
    }

    @Test
    void celsiusFindsTheFormula(@TempDir Path out) {
        assertThat(toys("run", "celsius", "--out", out.toString()).out()).contains("F = 1.8000 C + 32.0000");
    }

    @Test
    void aTrainedModelThatIsLoadedGivesTheSameAnswers(@TempDir Path out) {
        assertThat(toys("run", "classify", "--brief", "--out", out.toString()).out())
                .contains("saved, loaded and asked again: the same answers");
        assertThat(out.resolve("classify.safetensors")).exists();
    }

    @Test
    void newtonsMethodTakesFewSteps() {
        assertThat(toys("run", "newton").out())
                .contains("     0   -1.200000    1.000000   24.20000000000000")
                .contains("f < 1e-12 after 6 steps of Newton's method");
    }

    @Test
    void aProfileHasRowsOfOpsAndLayers() {
        assertThat(toys("run", "profile", "--brief").out())
                .contains("2 steps of 16 images")
                .containsPattern("(?m)^conv2d  +4 ")
                .containsPattern("(?m)^0 Conv2d  +2 ")
                .containsPattern("(?m)^total .* 100\\.0 %$");
    }

    @Test
    void digitsAreRead() {
        List<String> lines = toys("run", "digits").out().lines().toList();
        String last = lines.get(lines.size() - 1);
        assertThat(last).matches("test accuracy in %: \\d+\\.\\d\\d");
        assertThat(Double.parseDouble(last.replace("test accuracy in %: ", ""))).isBetween(97.5, 100.0);
    }

    @Test
    void digitsTrainOnIdxFiles(@TempDir Path directory) throws IOException {
        IdxFiles.writeMnist(directory, 200, 50);
        Result result = toys("run", "digits", "--idx", directory.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("200 to train on, 50 to test on, of 2x1 pixels");
        assertThat(result.out().lines().filter(line -> line.matches(" +[123] +\\d\\.\\d{7} +\\d+\\.\\d\\d")))
                .hasSize(3);
    }

    @Test
    void missingDataIsOneLineAndExitCodeOne(@TempDir Path directory) {
        Result result = toys("run", "digits", "--idx", directory.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().strip())
                .isEqualTo("toys: " + directory
                        + ": expected a file train-images-idx3-ubyte or train-images-idx3-ubyte.gz, got neither");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            run digts              | toys: no toy is called 'digts'; did you mean: digits
            run frobnicate         | toys: no toy is called 'frobnicate'; there are: micrograd, xor, celsius, moons
            run xor --idx .        | toys: --idx: xor has no use for IDX files
            run xor --epochs 0     | toys: --epochs: expected at least 1, got 0
            run micrograd --epochs 3 | toys: --epochs: micrograd does not go through data, so it has no epochs
            run xor --epochs many  | Invalid value for option '--epochs': 'many' is not an int
            run                    | Missing required parameter: 'NAME'
            run xor --seed 1 --seed 2 | option '--seed' (N) should be specified only once
            run xor moons          | Unmatched argument at index 2: 'moons'
            lst                    | Unmatched argument at index 0: 'lst'
            ""                     | Missing required subcommand
            """)
    void misuseIsExplainedWithExitCodeTwo(String arguments, String message) {
        Result result = toys(arguments.isEmpty() ? new String[0] : arguments.split(" "));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith(message);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void nothingIsKeptFromOneCommandToTheNext(@TempDir Path directory) {
        CommandLine launcher =
                Toys.commandLine(new CapturedScreen().screen()).setErr(new PrintWriter(new StringWriter()));

        assertThat(launcher.execute("run", "micrograd", "--epochs", "3")).isEqualTo(2);
        assertThat(launcher.execute("run", "micrograd", "--out", directory.toString()))
                .isZero();
    }

    @Test
    void helpAndVersion() {
        assertThat(toys("--help").out()).contains("list", "run", "--version");
        assertThat(toys("run", "--help").out()).contains("--seed=N", "--epochs=N", "--idx=DIR", "(default: 42)");
        assertThat(toys("--version").out()).startsWith("Adjoint toys ").contains("Java ");
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(name, e);
        }
    }

    /** Runs the launcher in this JVM; what toys print and what picocli prints come one after the other. */
    private static Result toys(String... args) {
        CapturedScreen screen = new CapturedScreen();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine launcher = Toys.commandLine(screen.screen())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        int exitCode = launcher.execute(args);
        return new Result(exitCode, screen.text() + out, err.toString());
    }
}

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
    void everyToyRunsInShortForm(String name) {
        Result result = toys("run", name, "--epochs", "1");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isNotBlank().doesNotContain("\u001b", "\r", "NaN");
        assertThat(result.out().chars()).allMatch(c -> c < 128);
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 80 && line.equals(line.stripTrailing()));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theSeedDecidesWhatIsPrinted(String name) {
        String first = toys("run", name, "--epochs", "1", "--seed", "5").out();
        assertThat(toys("run", name, "--epochs", "1", "--seed", "5").out()).isEqualTo(first);
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
    void micrograd() {
        assertThat(toys("run", "micrograd").out().lines())
                .containsExactly("g         24.7041", "dg/da    138.8338", "dg/db    645.5773");
    }

    @Test
    void xorIsLearnt() {
        assertThat(toys("run", "xor").out())
                .containsPattern("0  0 +0 +0\\.0")
                .containsPattern("0  1 +1 +(0\\.9|1\\.0)")
                .containsPattern("1  0 +1 +(0\\.9|1\\.0)")
                .containsPattern("1  1 +0 +0\\.0");
    }

    @Test
    void celsiusFindsTheFormula() {
        assertThat(toys("run", "celsius").out()).contains("F = 1.8000 C + 32.0000");
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
            run frobnicate         | toys: no toy is called 'frobnicate'; there are: micrograd, xor, celsius, digits
            run xor --idx .        | toys: --idx: xor has no use for IDX files
            run xor --epochs 0     | toys: --epochs: expected at least 1, got 0
            run xor --epochs many  | Invalid value for option '--epochs': 'many' is not an int
            run                    | Missing required parameter: 'NAME'
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

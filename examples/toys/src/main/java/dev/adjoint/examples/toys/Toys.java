package dev.adjoint.examples.toys;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/**
 * The launcher: {@code list} prints the toys, {@code run NAME} runs one.
 *
 * <p>Exit codes: 0 done, 1 failed, on data files for instance, 2 not understood.
 */
@Command(
        name = "toys",
        description = "Small networks on small data.",
        mixinStandardHelpOptions = true,
        versionProvider = Toys.Version.class)
public final class Toys {
    private final Screen screen;

    private Toys(Screen screen) {
        this.screen = screen;
    }

    /** Runs the command that the arguments name and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(Screen.ofProcess()).execute(args));
    }

    /** Returns the launcher of toys that print to the given screen. */
    static CommandLine commandLine(Screen screen) {
        return new CommandLine(new Toys(screen)).setExecutionExceptionHandler(Toys::failed);
    }

    @Command(name = "list", description = "Prints the toys.", mixinStandardHelpOptions = true)
    int list() {
        int width = Stream.concat(ToyRegistry.all().stream(), ToyRegistry.experiments().stream())
                .mapToInt(toy -> toy.name().length())
                .max()
                .orElse(0);
        print(ToyRegistry.all(), width);
        screen.line();
        screen.line("Experiments, each with a picture:");
        print(ToyRegistry.experiments(), width);
        return ExitCode.OK;
    }

    private void print(List<Toy> toys, int width) {
        for (Toy toy : toys) {
            screen.line("%-" + width + "s   %s", toy.name(), toy.summary());
        }
    }

    @Command(
            name = "run",
            description = "Runs one toy; 'list' prints their names.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    int run(
            @Parameters(paramLabel = "NAME", description = "The toy to run.") String name,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "" + Options.DEFAULT_SEED,
                            description = "The seed of all random numbers (default: ${DEFAULT-VALUE}).")
                    long seed,
            @Option(
                            names = "--epochs",
                            paramLabel = "N",
                            description = "How often to go through the training data, for toys that do.")
                    @Nullable
                    Integer epochs,
            @Option(
                            names = "--out",
                            paramLabel = "DIR",
                            defaultValue = Options.DEFAULT_OUT,
                            description = "Where to write pictures, for toys that draw (default: ${DEFAULT-VALUE}).")
                    Path out,
            @Option(names = "--brief", description = "Do only as much as a test needs.") boolean brief,
            @Option(
                            names = "--idx",
                            paramLabel = "DIR",
                            description =
                                    "Train on the four IDX files of MNIST, or in its form, plain or .gz, in this directory.")
                    @Nullable
                    Path idx,
            @Option(
                            names = "--jdk",
                            paramLabel = "HOME",
                            description = "A further JDK to run on, for same-bits; may be given more than once.")
                    @Nullable
                    List<Path> jdks,
            @Option(names = "--timed", description = "Print times as well, which differ from run to run.")
                    boolean timed)
            throws IOException, UsageException {
        Toy toy = ToyRegistry.find(name).orElseThrow(() -> unknown(name));
        if (idx != null && !toy.readsIdx()) {
            throw new UsageException("--idx: " + name + " has no use for IDX files");
        }
        if (epochs != null && !toy.hasEpochs()) {
            throw new UsageException("--epochs: " + name + " does not go through data, so it has no epochs");
        }
        if (epochs != null && epochs < 1) {
            throw new UsageException("--epochs: expected at least 1, got " + epochs);
        }
        OptionalInt wanted = epochs == null ? OptionalInt.empty() : OptionalInt.of(epochs);
        List<Path> homes = jdks == null ? List.of() : jdks;
        toy.run(new Options(screen, seed, wanted, out, brief, Optional.ofNullable(idx), homes, timed));
        return ExitCode.OK;
    }

    private static UsageException unknown(String name) {
        List<String> similar = ToyRegistry.similarTo(name);
        String names = String.join(
                ", ",
                similar.isEmpty() ? ToyRegistry.all().stream().map(Toy::name).toList() : similar);
        return new UsageException(
                "no toy is called '" + name + "'; " + (similar.isEmpty() ? "there are: " : "did you mean: ") + names);
    }

    /** Faults of the user and of the data are one line each; faults of the program come with their stack trace. */
    private static int failed(Exception exception, CommandLine command, ParseResult arguments) throws Exception {
        if (exception instanceof UsageException) {
            command.getErr().println("toys: " + exception.getMessage());
            return ExitCode.USAGE;
        }
        if (exception instanceof FileSystemException) {
            // Its message is often no more than the name of the file.
            command.getErr().println("toys: " + exception.getClass().getSimpleName() + ": " + exception.getMessage());
            return ExitCode.SOFTWARE;
        }
        if (exception instanceof IOException) {
            command.getErr().println("toys: " + exception.getMessage());
            return ExitCode.SOFTWARE;
        }
        throw exception;
    }

    /** The arguments fit the syntax but not each other, or the toys. */
    private static final class UsageException extends Exception {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    /** What {@code --version} prints: the version in the jar's manifest, and the JVM's. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Toys.class.getPackage().getImplementationVersion();
            return new String[] {
                "Adjoint toys " + (version == null ? "(development build)" : version), "Java " + Runtime.version()
            };
        }
    }
}

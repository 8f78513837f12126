package dev.adjoint.examples.toys;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The launcher: {@code list} prints the toys, {@code run NAME} runs one.
 *
 * <p>Exit codes: 0 done, 1 failed, on data files for instance, 2 not understood.
 */
public final class Toys {
    private final Screen screen;

    private Toys(Screen screen) {
        this.screen = screen;
    }

    /** Runs the command that the arguments name and exits with its code. */
    public static void main(String[] args) {
        System.exit(commandLine(Screen.ofProcess()).execute(args));
    }

    /**
     * Returns the launcher of toys that print to the given screen. Commands are described by calls: reading annotations
     * takes a sixth of the time in which a small toy has started, trained and printed.
     */
    static CommandLine commandLine(Screen screen) {
        Toys toys = new Toys(screen);
        CommandSpec all = CommandSpec.create()
                .name("toys")
                .versionProvider(Toys::version)
                .mixinStandardHelpOptions(true)
                .addSubcommand("list", command(toys::list, "Prints the toys."))
                .addSubcommand("run", toys.new Run().command);
        all.usageMessage().description("Small networks on small data.");
        return new CommandLine(all).setExecutionExceptionHandler(Toys::failed);
    }

    private static CommandSpec command(Callable<Integer> action, String description) {
        CommandSpec command = CommandSpec.wrapWithoutInspection(action).mixinStandardHelpOptions(true);
        command.usageMessage().description(description);
        return command;
    }

    private int list() {
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

    /** The command that runs a toy. */
    private final class Run {
        final CommandSpec command = command(this::run, "Runs one toy; 'list' prints their names.");

        private final PositionalParamSpec name = PositionalParamSpec.builder()
                .paramLabel("NAME")
                .type(String.class)
                .required(true)
                .description("The toy to run.")
                .build();

        private final OptionSpec seed = option("--seed", "N", long.class)
                .defaultValue("" + Options.DEFAULT_SEED)
                .description("The seed of all random numbers (default: ${DEFAULT-VALUE}).")
                .build();

        private final OptionSpec epochs = option("--epochs", "N", Integer.class)
                .description("How often to go through the training data, for toys that do.")
                .build();

        private final OptionSpec out = option("--out", "DIR", Path.class)
                .defaultValue(Options.DEFAULT_OUT)
                .description("Where to write pictures, for toys that draw (default: ${DEFAULT-VALUE}).")
                .build();

        private final OptionSpec brief =
                flag("--brief").description("Do only as much as a test needs.").build();

        private final OptionSpec idx = option("--idx", "DIR", Path.class)
                .description("Train on the four IDX files of MNIST, or in its form, plain or .gz, in this directory.")
                .build();

        private final OptionSpec jdks = option("--jdk", "HOME", List.class)
                .auxiliaryTypes(Path.class)
                .description("A further JDK to run on, for same-bits; may be given more than once.")
                .build();

        private final OptionSpec timed = flag("--timed")
                .description("Print times as well, which differ from run to run.")
                .build();

        Run() {
            command.usageMessage().sortOptions(false);
            command.addPositional(name);
            for (OptionSpec option : List.of(seed, epochs, out, brief, idx, jdks, timed)) {
                command.addOption(option);
            }
        }

        private static OptionSpec.Builder option(String name, String value, Class<?> type) {
            return OptionSpec.builder(name).paramLabel(value).type(type);
        }

        private static OptionSpec.Builder flag(String name) {
            return OptionSpec.builder(name).type(boolean.class).initialValue(false);
        }

        private int run() throws IOException, UsageException {
            String wanted = name.getValue();
            Toy toy = ToyRegistry.find(wanted).orElseThrow(() -> unknown(wanted));
            @Nullable Path data = idx.getValue();
            if (data != null && !toy.readsIdx()) {
                throw new UsageException("--idx: " + wanted + " has no use for IDX files");
            }
            @Nullable List<Path> homes = jdks.getValue();
            toy.run(new Options(
                    screen,
                    seed.getValue(),
                    epochsOf(toy),
                    out.getValue(),
                    brief.getValue(),
                    Optional.ofNullable(data),
                    homes == null ? List.of() : homes,
                    timed.getValue()));
            return ExitCode.OK;
        }

        private OptionalInt epochsOf(Toy toy) throws UsageException {
            @Nullable Integer count = epochs.getValue();
            if (count == null) {
                return OptionalInt.empty();
            }
            if (!toy.hasEpochs()) {
                throw new UsageException("--epochs: " + toy.name() + " does not go through data, so it has no epochs");
            }
            if (count < 1) {
                throw new UsageException("--epochs: expected at least 1, got " + count);
            }
            return OptionalInt.of(count);
        }
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
    private static String[] version() {
        @Nullable String version = Toys.class.getPackage().getImplementationVersion();
        return new String[] {
            "Adjoint toys " + (version == null ? "(development build)" : version), "Java " + Runtime.version()
        };
    }
}

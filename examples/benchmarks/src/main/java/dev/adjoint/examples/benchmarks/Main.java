package dev.adjoint.examples.benchmarks;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs workloads and prints the time of a step, one JSON line each. */
@Command(
        name = "benchmarks",
        mixinStandardHelpOptions = true,
        subcommands = {Jmh.class, Growth.class, GrowthPlot.class, Profile.class},
        description = "Times one training step, forward pass or product at a time; a JSON line per workload.")
public final class Main implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--only", split = ",", paramLabel = "NAME", description = "Run these workloads only.")
    private List<String> only = List.copyOf(Workloads.ALL.keySet());

    @Option(names = "--seconds", defaultValue = "1.5", description = "Time per workload (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--list", description = "List the workloads.")
    private boolean list;

    @Option(
            names = "--memory",
            description = "Add the most memory that the process had resident until then, in MiB (on Linux).")
    private boolean memory;

    @Option(names = "--float64", description = "Compute in double precision.")
    private boolean float64;

    private Main() {}

    /** Runs the command line. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** Returns the command line, as the tests run it too. */
    static CommandLine commandLine() {
        return new CommandLine(new Main());
    }

    @Override
    public void run() {
        if (list) {
            Workloads.ALL.keySet().forEach(System.out::println);
            return;
        }
        List<String> unknown = new ArrayList<>(only);
        unknown.removeAll(Workloads.ALL.keySet());
        if (!unknown.isEmpty()) {
            throw Workloads.unknown(spec, unknown);
        }
        Workloads.ALL.forEach((name, workload) -> {
            if (only.contains(name)) {
                run(name, workload);
            }
        });
    }

    private void run(String name, Supplier<Workload> workload) {
        Rng.seed(0);
        Workloads.dtype = float64 ? DType.FLOAT64 : DType.FLOAT32;
        Timing timing = Timing.of(workload.get(), seconds);
        System.out.printf(
                Locale.ROOT,
                "{\"name\": \"%s\", \"us\": %.3f, \"min_us\": %.3f, %s\"impl\": \"adjoint\"}%n",
                name,
                timing.medianMicros(),
                timing.bestMicros(),
                memory ? "\"peak_mib\": " + Memory.peakMib() + ", " : "");
    }
}

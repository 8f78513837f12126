package dev.adjoint.examples.benchmarks;

import dev.adjoint.Rng;
import dev.adjoint.nn.io.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how the time of a product, of an element-wise op and of a training step grows with their size. */
@Command(
        name = "growth",
        mixinStandardHelpOptions = true,
        description = "Times work of many sizes and writes a CSV file: work,size,us,impl.")
final class Growth implements Callable<Integer> {
    static final String HEADER = "work,size,us,impl";

    private static final int MOST_WIDE = 1024;
    private static final int MOST_ELEMENTS = 10_000_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    private Path out = Path.of("");

    @Option(names = "--seconds", defaultValue = "0.2", description = "Time for each size (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--most",
            defaultValue = "" + Integer.MAX_VALUE,
            description = "Leave out what is larger than this, for a short look.")
    private int most;

    @Override
    public Integer call() throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        measure(lines, "matmul", 2, 2, MOST_WIDE, Workloads::matmul);
        measure(lines, "leaky_relu", 1, 10, MOST_ELEMENTS, Workloads::leakyRelu);
        measure(lines, "mlp_step", 4, 2, MOST_WIDE, Workloads::mlp);
        WholeFile.write(out, String.join("\n", lines) + "\n");
        return 0;
    }

    /** Measures from the largest size to the smallest, which HotSpot likes best: it compiles for what it sees first. */
    private void measure(List<String> lines, String work, int first, int factor, int last, IntFunction<Workload> of) {
        int size = first;
        if (size > most) {
            return;
        }
        while (size <= Math.min(last, most) / factor) {
            size *= factor;
        }
        int place = lines.size();
        for (; size >= first; size /= factor) {
            Rng.seed(0);
            double micros = Timing.of(of.apply(size), 4 * seconds, seconds).bestMicros();
            String impl = Simd.isOn() ? "Adjoint" : "Adjoint without SIMD";
            String line = String.format(Locale.ROOT, "%s,%d,%.3f,%s", work, size, micros, impl);
            lines.add(place, line);
            spec.commandLine().getOut().println(line);
        }
    }
}

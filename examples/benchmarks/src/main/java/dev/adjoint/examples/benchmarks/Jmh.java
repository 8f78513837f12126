package dev.adjoint.examples.benchmarks;

import dev.adjoint.examples.benchmarks.kernels.Kernel;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks of kernels by JMH, without SIMD and with it, and prints both side by side. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = "Measures kernels by JMH, on plain loops and with SIMD: microseconds for a call.")
final class Jmh implements Callable<Integer> {
    /** JMH asks Unsafe for where fields are, of which newer JVMs warn and older ones know nothing. */
    private static final List<String> QUIET =
            List.of("-XX:+IgnoreUnrecognizedVMOptions", "--sun-misc-unsafe-memory-access=allow");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "REGEX",
            defaultValue = "",
            description =
                    "Run the benchmarks whose names hold this, such as Matmul or Elementwise.tanh (default: all).")
    private String regex = "";

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "N",
            description = "Run these sizes in place of each family's own.")
    private List<String> sizes = List.of();

    @Option(names = "--millis", paramLabel = "N", defaultValue = "500", description = "Time of an iteration.")
    private int millis;

    @Option(names = "--iterations", paramLabel = "N", defaultValue = "4", description = "How many, after as many more.")
    private int iterations;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "1",
            description = "JVMs; 0 runs in this one, as it is.")
    private int forks;

    @Override
    public Integer call() throws RunnerException {
        if (forks == 0) {
            Map<String, Double> here = run(List.of());
            print(Simd.isOn() ? Map.of() : here, Simd.isOn() ? here : Map.of(), here.keySet());
        } else {
            Map<String, Double> plain = run(Simd.OFF);
            print(plain, run(Simd.ON), plain.keySet());
        }
        return 0;
    }

    /** Returns the microseconds of each benchmark. */
    private Map<String, Double> run(List<String> jvmArguments) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Kernel.class.getPackageName().replace(".", "\\.") + "\\..*(?:" + regex + ")")
                .verbosity(VerboseMode.SILENT)
                .forks(forks)
                .jvmArgsAppend(
                        Stream.concat(QUIET.stream(), jvmArguments.stream()).toArray(String[]::new))
                .warmupIterations(iterations)
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementIterations(iterations)
                .measurementTime(TimeValue.milliseconds(millis))
                .shouldFailOnError(true);
        if (!sizes.isEmpty()) {
            options.param("size", sizes.toArray(String[]::new));
        }
        Map<String, Double> micros = new LinkedHashMap<>();
        try {
            for (RunResult result : new Runner(options.build()).run()) {
                micros.put(name(result.getParams()), result.getPrimaryResult().getScore());
            }
        } catch (NoBenchmarksException e) {
            throw new ParameterException(spec.commandLine(), "no benchmark holds '" + regex + "'", e);
        }
        return micros;
    }

    /** Returns {@code Matmul.square 13}, for instance. */
    private static String name(BenchmarkParams benchmark) {
        String method =
                benchmark.getBenchmark().substring(Kernel.class.getPackageName().length() + 1);
        return method + " " + benchmark.getParam("size");
    }

    private void print(Map<String, Double> plain, Map<String, Double> simd, Collection<String> names) {
        String format = "%-28s %12s %12s %9s%n";
        var out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format, "microseconds for a call", "plain", "SIMD", "times");
        for (String name : names) {
            Double off = plain.get(name);
            Double on = simd.get(name);
            String times = off == null || on == null ? "" : number(off / on, 2);
            out.printf(
                    Locale.ROOT,
                    format,
                    name,
                    off == null ? "" : number(off, 3),
                    on == null ? "" : number(on, 3),
                    times);
        }
        out.flush();
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}

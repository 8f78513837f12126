package dev.adjoint.examples.benchmarks;

import dev.adjoint.Rng;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells where the time of a workload goes, by sampling it with Java Flight Recorder. */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Prints which ops and which methods take the time of a workload.")
final class Profile implements Runnable {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final String OURS = "dev.adjoint.";
    private static final String KERNELS = "dev.adjoint.kernel.";
    private static final List<String> OPS = List.of("dev.adjoint.op.", "dev.adjoint.nn.");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "The workload.")
    private String name = "";

    @Option(names = "--seconds", defaultValue = "5", description = "How long to sample (default ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(names = "--warm-up", defaultValue = "4", description = "Seconds before that (default ${DEFAULT-VALUE}).")
    private double warmUp;

    @Option(names = "--top", defaultValue = "12", description = "Lines of each table (default ${DEFAULT-VALUE}).")
    private int top;

    private final Map<String, LongAdder> byOp = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> byMethod = new ConcurrentHashMap<>();

    @Override
    public void run() {
        Supplier<Workload> workload = Workloads.ALL.get(name);
        if (workload == null) {
            throw Workloads.unknown(spec, List.of(name));
        }
        Rng.seed(0);
        Workload ready = workload.get();
        Timing.of(ready, warmUp, 0.1);
        try (RecordingStream samples = new RecordingStream()) {
            samples.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            samples.onEvent("jdk.ExecutionSample", this::count);
            samples.startAsync();
            Timing.of(ready, 0.1, seconds);
        }
        print("op", byOp);
        print("method", byMethod);
    }

    private void count(RecordedEvent sample) {
        if (sample.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = sample.getStackTrace().getFrames();
        Predicate<RecordedFrame> isOurs = frame -> type(frame).startsWith(OURS);
        Predicate<RecordedFrame> isOp = frame -> OPS.stream().anyMatch(type(frame)::startsWith);
        // A thread that takes a part of the work has no op on its stack, but what split it.
        Predicate<RecordedFrame> isCaller = isOurs.and(frame -> !type(frame).startsWith(KERNELS));
        add(byOp, innermost(frames, isOp).or(() -> innermost(frames, isCaller)), frames);
        add(byMethod, innermost(frames, isOurs), frames);
    }

    private static Optional<RecordedFrame> innermost(List<RecordedFrame> frames, Predicate<RecordedFrame> kind) {
        return frames.stream().filter(kind).findFirst();
    }

    /** Counts a frame, or, if there is none, the innermost of all. */
    private static void add(
            Map<String, LongAdder> counts, Optional<RecordedFrame> counted, List<RecordedFrame> frames) {
        RecordedFrame frame = counted.orElse(frames.get(0));
        String type = type(frame).replaceAll("[./+][0-9][0-9a-fx]*$", "").replaceAll("^.*\\.", "");
        String method = frame.getMethod().getName().replaceAll("^lambda\\$(\\w+)\\$.*$", "$1");
        counts.computeIfAbsent(type + "." + method, key -> new LongAdder()).increment();
    }

    private static String type(RecordedFrame frame) {
        @Nullable String type = frame.getMethod().getType().getName();
        return type == null ? "" : type;
    }

    private void print(String title, Map<String, LongAdder> counts) {
        long all = counts.values().stream().mapToLong(LongAdder::sum).sum();
        var out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%n  share  %s (%d samples)%n", title, all);
        counts.entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, LongAdder> entry) ->
                                -entry.getValue().sum())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(top)
                .forEach(entry -> out.printf(
                        Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue().sum() / all, entry.getKey()));
        out.flush();
    }
}

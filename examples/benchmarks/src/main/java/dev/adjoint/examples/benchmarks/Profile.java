package dev.adjoint.examples.benchmarks;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;
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
final class Profile implements Callable<Integer> {
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final String OURS = "dev.adjoint.";
    private static final String KERNELS = "dev.adjoint.kernel.";
    private static final String THREADS = KERNELS + "Workers";
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

    @Option(names = "--float64", description = "Compute in double precision.")
    private boolean float64;

    private final Map<String, Integer> byOp = new TreeMap<>();
    private final Map<String, Integer> byMethod = new TreeMap<>();

    @Override
    public Integer call() throws IOException {
        Supplier<Workload> workload = Workloads.ALL.get(name);
        if (workload == null) {
            throw Workloads.unknown(spec, List.of(name));
        }
        Workloads.dtype = float64 ? DType.FLOAT64 : DType.FLOAT32;
        Rng.seed(0);
        Workload ready = workload.get();
        Timing.of(ready, warmUp, 0.1);
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(PERIOD);
            recording.start();
            Timing.of(ready, 0.1, seconds);
            recording.stop();
            samples(recording).forEach(this::count);
        }
        print("op", byOp);
        print("method", byMethod);
        return 0;
    }

    private static List<RecordedEvent> samples(Recording recording) throws IOException {
        Path file = Files.createTempFile("profile", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file);
        } finally {
            Files.delete(file);
        }
    }

    private void count(RecordedEvent sample) {
        if (sample.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = sample.getStackTrace().getFrames();
        Predicate<RecordedFrame> isOurs = frame -> type(frame).startsWith(OURS);
        Predicate<RecordedFrame> isOp = frame -> OPS.stream().anyMatch(type(frame)::startsWith);
        // A thread that takes a part of the work may have no op on its stack, but what split it, or its loop alone.
        Predicate<RecordedFrame> isCaller = isOurs.and(frame -> !type(frame).startsWith(KERNELS));
        add(
                byOp,
                innermost(frames, isOp)
                        .or(() -> innermost(frames, isCaller))
                        .or(() -> outermost(
                                frames, isOurs.and(frame -> !type(frame).startsWith(THREADS)))),
                frames);
        add(byMethod, innermost(frames, isOurs), frames);
    }

    private static Optional<RecordedFrame> innermost(List<RecordedFrame> frames, Predicate<RecordedFrame> kind) {
        return frames.stream().filter(kind).findFirst();
    }

    private static Optional<RecordedFrame> outermost(List<RecordedFrame> frames, Predicate<RecordedFrame> kind) {
        return frames.stream().filter(kind).reduce((inner, outer) -> outer);
    }

    /** Counts a frame, or, if there is none, the innermost of all. */
    private static void add(Map<String, Integer> counts, Optional<RecordedFrame> counted, List<RecordedFrame> frames) {
        RecordedFrame frame = counted.orElse(frames.get(0));
        String type = type(frame).replaceAll("([./+][0-9][0-9a-fx]*)+$", "").replaceAll("^.*\\.", "");
        String method = frame.getMethod().getName().replaceAll("^lambda\\$(\\w+)\\$.*$", "$1");
        counts.merge(type + "." + method, 1, Integer::sum);
    }

    private static String type(RecordedFrame frame) {
        @Nullable String type = frame.getMethod().getType().getName();
        return type == null ? "" : type;
    }

    private void print(String title, Map<String, Integer> counts) {
        long all = counts.values().stream().mapToLong(Integer::longValue).sum();
        var out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "%n  share  %s (%d samples)%n", title, all);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(top)
                .forEach(entry ->
                        out.printf(Locale.ROOT, "%5.1f %%  %s%n", 100.0 * entry.getValue() / all, entry.getKey()));
        out.flush();
    }
}

package dev.adjoint.profile;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.OpListener;
import dev.adjoint.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Counts, times and sizes what a thread computes, by op and by place:
 *
 * <pre>{@code
 * Profiler profiler = new Profiler();
 * try (Autograd.Watch watch = Autograd.watch(profiler)) {
 *     net.apply(x).sum().backward();
 * }
 * System.out.print(profiler);
 * }</pre>
 *
 * <p>The time of an op is without that of the ops it applies and without the profiler's own. Its bytes are those of the
 * outputs that take new memory: views take none, and what an inner op made counts there. All ops that a backward pass
 * applies count as backward, and for the place where the op was applied whose gradient they compute. Changes in place,
 * such as the steps of optimisers, comparisons and factories are no ops and not seen.
 *
 * <p>While it watches and a recording of Java Flight Recorder runs, each op is also an event {@code dev.adjoint.Op}
 * with its direction, the shape of its output, bytes and place; its duration includes the ops it applies. On the module
 * path that takes {@code --add-modules jdk.jfr}.
 *
 * <p>A profiler watches one thread and may watch several stretches of code, which add up.
 */
public final class Profiler implements OpListener {
    private static final String OUTSIDE = "(outside)";
    private static final String UNSEEN = "(applied before)";

    private final Function<? super List<Object>, String> label;
    private final LongSupplier nanoTime;
    private final Tally ops = new Tally();
    private final Tally places = new Tally();
    private final Map<Op, String> placeOf = new WeakHashMap<>();
    private final Deque<Span> running = new ArrayDeque<>();

    /** The place of the op whose gradient came last, to which what the engine makes of it belongs. */
    private String backwardPlace = OUTSIDE;

    /** Makes a profiler that tells places by their classes, {@code Sequential > Conv2d}, or text. */
    public Profiler() {
        this(Profiler::kinds);
    }

    /**
     * Makes a profiler that tells places by labels.
     *
     * @param label the label for {@link Autograd#places}, which may be none
     */
    public Profiler(Function<? super List<Object>, String> label) {
        this(label, System::nanoTime);
    }

    Profiler(Function<? super List<Object>, String> label, LongSupplier nanoTime) {
        this.label = label;
        this.nanoTime = nanoTime;
    }

    private static String kinds(List<Object> places) {
        return places.isEmpty()
                ? OUTSIDE
                : places.stream()
                        .map(place -> place instanceof CharSequence
                                ? place.toString()
                                : place.getClass().getSimpleName())
                        .collect(Collectors.joining(" > "));
    }

    /** Returns what was seen until now, by the name of the op. */
    public Profile byOp() {
        return ops.profile("op");
    }

    /** Returns what was seen until now, by the label of the place. */
    public Profile byPlace() {
        return places.profile("place");
    }

    /** Forgets what was seen, after some steps to warm up for instance. */
    public void reset() {
        ops.clear();
        places.clear();
    }

    /** Returns both tables. */
    @Override
    public String toString() {
        return byOp() + System.lineSeparator() + byPlace();
    }

    @Override
    public void beforeForward(Op op, Tensor[] inputs) {
        long entered = nanoTime.getAsLong();
        boolean backward = Autograd.isBackward();
        Span outer = running.peek();
        String place = outer != null ? outer.place() : backward ? backwardPlace : label.apply(Autograd.places());
        begin(new Span(backward, place, entered, inputs));
    }

    @Override
    public void afterForward(Op op, Tensor[] inputs, Tensor output) {
        Span span = end();
        if (output.op() == op) {
            placeOf.put(op, span.place());
        }
        count(op, span, output, output);
    }

    @Override
    public void beforeBackward(Op op, Tensor upstream) {
        long entered = nanoTime.getAsLong();
        backwardPlace = placeOf.getOrDefault(op, UNSEEN);
        begin(new Span(true, backwardPlace, entered, upstream));
    }

    @Override
    public void afterBackward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {
        count(op, end(), upstream, gradients);
    }

    @Override
    public void afterFailure(Op op) {
        left(end());
    }

    private void begin(Span span) {
        running.push(span);
        span.begin(nanoTime.getAsLong());
    }

    private Span end() {
        Span span = running.pop();
        span.end(nanoTime.getAsLong());
        return span;
    }

    private void count(Op op, Span span, Tensor shaped, @Nullable Tensor... outputs) {
        Span outer = running.peek();
        long bytes = 0;
        for (Tensor output : outputs) {
            if (output != null) {
                bytes += span.newBytes(output);
                if (outer != null) {
                    outer.know(output);
                }
            }
        }
        ops.add(op.name(), span, bytes);
        places.add(span.place(), span, bytes);
        span.record(op, shaped, bytes);
        left(span);
    }

    /** Takes the time since the profiler was called before an op, its own included, from that of the outer op. */
    private void left(Span span) {
        Span outer = running.peek();
        if (outer != null) {
            outer.exclude(nanoTime.getAsLong() - span.entered());
        }
    }
}

package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Recording on and off, and gradients as values. */
public final class Autograd {
    private Autograd() {}

    /** Tells whether this thread records the ops it applies. */
    public static boolean isRecording() {
        return GradMode.current().enabled;
    }

    /**
     * Stops recording on this thread until the scope is closed: {@code try (var g = Autograd.noGrad()) { … }}.
     *
     * <p>Scopes nest and are closed in reverse order by the thread that opened them.
     */
    public static Scope noGrad() {
        return new Scope(false);
    }

    /** Records on this thread until the scope is closed, inside a {@link #noGrad} scope for instance. */
    public static Scope enableGrad() {
        return new Scope(true);
    }

    /** A stretch of code with recording on or off. */
    public static final class Scope implements AutoCloseable {
        private final GradMode mode = GradMode.current();
        private final boolean before = mode.enabled;
        private final @Nullable Scope outer = mode.innermost;
        private boolean closed;

        private Scope(boolean enabled) {
            mode.enabled = enabled;
            mode.innermost = this;
        }

        /**
         * Ends the scope; a second call does nothing.
         *
         * @throws IllegalStateException if another thread opened it, or a scope opened later is still open
         */
        @Override
        public void close() {
            if (mode != GradMode.current()) {
                throw new IllegalStateException("grad mode: the scope was opened by another thread");
            }
            if (closed) {
                return;
            }
            if (mode.innermost != this) {
                throw new IllegalStateException("grad mode: a scope opened later is still open; close that one first");
            }
            closed = true;
            mode.enabled = before;
            mode.innermost = outer;
        }
    }

    /**
     * Shows a listener all ops that this thread applies and whose gradients it computes, until the watch is closed.
     *
     * <p>Several may watch at once; watches are closed in reverse order.
     */
    public static Watch watch(OpListener listener) {
        return new Watch(listener);
    }

    /** Tells whether this thread runs a backward pass; then the ops it applies compute gradients. */
    public static boolean isBackward() {
        return GradMode.current().backward;
    }

    /** Tells whether someone watches this thread's ops. */
    public static boolean isWatched() {
        return GradMode.current().listener != null;
    }

    /** Tells whether ops are recorded or watched on this thread: where not, who computes may do without op objects. */
    public static boolean needsOps() {
        GradMode mode = GradMode.current();
        return mode.enabled || mode.listener != null;
    }

    /** A stretch of code in which a listener watches. */
    public static final class Watch implements AutoCloseable {
        private final GradMode mode = GradMode.current();
        private final @Nullable OpListener outer = mode.listener;
        private final OpListener watching;
        private boolean closed;

        private Watch(OpListener listener) {
            watching = outer == null ? listener : new BothListeners(outer, listener);
            mode.listener = watching;
        }

        /**
         * Ends the watch; a second call does nothing.
         *
         * @throws IllegalStateException if another thread began it, or a watch begun later has not ended
         */
        @Override
        public void close() {
            checkEnd("watch", mode, closed || mode.listener == watching);
            if (!closed) {
                closed = true;
                mode.listener = outer;
            }
        }
    }

    static void checkEnd(String what, GradMode mode, boolean isInnermost) {
        if (mode != GradMode.current()) {
            throw new IllegalStateException(what + ": it was begun by another thread");
        }
        if (!isInnermost) {
            throw new IllegalStateException(what + ": one that was begun later has not ended; close that one first");
        }
    }

    /**
     * Computes chains of element-wise ops on large tensors in one pass over memory, until the scope is closed.
     *
     * <pre>{@code
     * try (Fusion fusion = Autograd.fuse()) {
     *     x.mul(w).add(b).tanh().mul(0.5).exp().mean().backward();
     * }
     * }</pre>
     *
     * <p>Large arrays do not fit the cache, so that an op costs the time in which its operands and its result pass
     * between memory and processor. In this scope ops that are functions of the elements of one or two tensors, your
     * own included, return a result that waits, if it has 32,768 elements or more. As soon as someone asks for
     * elements, an op of another kind for instance, all that they depend on is computed, stretch by stretch in the
     * first-level cache. Only what is asked for, and what an op saved for a backward pass to come, is written to
     * memory. The sum or mean of all elements waits too, and is computed in one pass with the gradients of the leaves
     * at the end of the backward pass: so read a loss after it, and before the optimiser steps. Where ops of other
     * kinds lie between, there is less to gain.
     *
     * <p>A function of your own is called when elements are asked for, perhaps twice: what it reads must not change.
     * Where another thread is to read a result, read it here first, so that it is computed once.
     *
     * <p>Results have the same bits. Errors of shapes and types are thrown by the op as always, but a function of one's
     * own that throws does so when elements are asked for. A tensor may not be changed in place while a result that
     * depends on it waits: to ask for that one is then an {@link IllegalStateException}. Gradients of leaves do not
     * wait after a backward pass, so an optimiser may step; sums of all elements are computed before any change. A
     * profile shows the time at the op that asked.
     */
    public static Fusion fuse() {
        return new Fusion();
    }

    /**
     * Notes where in a program this thread is, in a layer for instance, until the place is closed; for listeners, who
     * ask {@link #places}.
     */
    public static Place enter(Object where) {
        return new Place(where);
    }

    /** Returns the places that were entered and not left, the outermost first. */
    public static List<Object> places() {
        List<Object> places = new ArrayList<>();
        for (Place place = GradMode.current().place; place != null; place = place.outer) {
            places.add(0, place.where);
        }
        return places;
    }

    /** A place in a program. */
    public static final class Place implements AutoCloseable {
        private final GradMode mode = GradMode.current();
        private final @Nullable Place outer = mode.place;
        private final Object where;
        private boolean closed;

        private Place(Object where) {
            this.where = where;
            mode.place = this;
        }

        /**
         * Leaves the place; a second call does nothing.
         *
         * @throws IllegalStateException if another thread entered it, or a place entered later was not left
         */
        @Override
        public void close() {
            checkEnd("place", mode, closed || mode.place == this);
            if (!closed) {
                closed = true;
                mode.place = outer;
            }
        }
    }

    /** Returns the gradients of one scalar output; see {@link #grad(List, List, List, GraphOption...)}. */
    public static List<Tensor> grad(Tensor output, List<Tensor> inputs, GraphOption... options) {
        return grad(List.of(output), inputs, List.of(Upstream.one(output)), options);
    }

    /** Returns the gradient of one scalar output by one input. */
    public static Tensor grad(Tensor output, Tensor input, GraphOption... options) {
        return grad(output, List.of(input), options).get(0);
    }

    /**
     * Returns {@code Σ_o upstream_o · ∂output_o/∂input} for each input and leaves all {@code grad} fields alone. Frees
     * only the part of the graph that these gradients pass.
     *
     * @param outputs tensors that depend on the inputs
     * @param inputs leaves or results of ops that require gradients
     * @param upstreams one gradient per output, of its shape and type
     * @return one gradient per input; the list holds null for unused inputs if {@link GraphOption#ALLOW_UNUSED} is
     *     given
     * @throws IllegalArgumentException if an input does not require gradients, or the upstreams do not fit
     * @throws IllegalStateException if an input does not influence the outputs, or the graph was freed
     */
    public static List<Tensor> grad(
            List<Tensor> outputs, List<Tensor> inputs, List<Tensor> upstreams, GraphOption... options) {
        if (outputs.size() != upstreams.size()) {
            throw new IllegalArgumentException(
                    "grad: " + outputs.size() + " outputs but " + upstreams.size() + " upstream gradients");
        }
        for (int i = 0; i < outputs.size(); i++) {
            Upstream.checkFits("grad", outputs.get(i), upstreams.get(i));
        }
        Collector collector = new Collector(inputs);
        new BackwardPass(collector, options).run(outputs, upstreams);
        return collector.results(inputs, Arrays.asList(options).contains(GraphOption.ALLOW_UNUSED));
    }

    private static final class Collector implements GradientSink {
        private final IdentityHashMap<Tensor, @Nullable Tensor> gradients = new IdentityHashMap<>();
        private final IdentityHashMap<Op, Tensor> outputs = new IdentityHashMap<>();

        Collector(List<Tensor> inputs) {
            for (Tensor input : inputs) {
                if (!input.requiresGrad()) {
                    throw new IllegalArgumentException(
                            "grad: the input of shape " + input.shape() + " does not require gradients");
                }
                gradients.put(input, null);
                Op op = input.op();
                if (op != null) {
                    outputs.put(op, input);
                }
            }
        }

        @Override
        public boolean wants(Tensor tensor) {
            return gradients.containsKey(tensor);
        }

        @Override
        public void accept(Tensor tensor, Tensor gradient) {
            Tensor known = gradients.get(tensor);
            gradients.put(tensor, known == null ? gradient : BackwardPass.sum(known, gradient));
        }

        @Override
        public @Nullable Tensor wantedOutput(Op op) {
            return outputs.get(op);
        }

        @Override
        public boolean wantsNothingBelow(Op op) {
            return gradients.size() == 1 && outputs.containsKey(op);
        }

        List<Tensor> results(List<Tensor> inputs, boolean allowUnused) {
            Fusion.settle(gradients.values().stream()
                    .filter(Objects::nonNull)
                    .map(Tensor::storage)
                    .toList());
            List<Tensor> results = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                Tensor gradient = gradients.get(inputs.get(i));
                if (gradient == null && !allowUnused) {
                    throw new IllegalStateException(
                            "grad: input " + i + " of shape " + inputs.get(i).shape()
                                    + " does not influence the outputs; pass GraphOption.ALLOW_UNUSED for null instead");
                }
                results.add(gradient == null ? null : gradient.asGradient());
            }
            return results;
        }
    }
}

package dev.adjoint;

import dev.adjoint.op.DiagonalOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A backward pass that goes node by node, outputs before inputs: {@code next()} goes through one and tells what
 * happened.
 *
 * <pre>{@code
 * Tensor x = Tensor.of(2f, 3).requiresGrad(true);
 * try (BackwardSteps steps = x.tanh().sum().backwardSteps()) {
 *     steps.forEachRemaining(System.out::println);
 * }
 *
 * step 1: sum
 *   upstream: [] 1
 *   to input 0, tanh: [2] 1, 1
 * step 2: tanh
 *   upstream: [2] 1, 1
 *   stored: [2] 0.96403, 0.99505
 *   derivative: [2] 0.070651, 0.009866
 *   to input 0: [2] 0.070651, 0.009866
 * }</pre>
 *
 * <p>It is the code of {@link Tensor#backward(GraphOption...)} that runs, so the gradients are the same bits. Nodes
 * that no gradient arrives at are left out. Gradients of leaves grow as the steps go on; the graph is freed, and the
 * hooks of leaves are called, after the last step. Closed before that, or when a step fails, the pass is undone: the
 * {@code grad} fields are as they were before, and the graph is whole.
 *
 * <p>No other pass can go over the graph until the last step or {@link #close}. Used by one thread.
 */
public final class BackwardSteps implements Iterator<BackwardStep>, AutoCloseable {
    private final BackwardPass pass;
    private final GraphOption[] options;
    private final List<Op> done = new ArrayList<>();
    private final IdentityHashMap<Tensor, @Nullable Tensor> gradsBefore = new IdentityHashMap<>();
    private @Nullable Tensor[] sent = {};
    private int number;
    private boolean open = true;

    BackwardSteps(Tensor root, Tensor upstream, GraphOption... options) {
        this.options = options.clone();
        GraphOption[] kept = Arrays.copyOf(options, options.length + 1);
        kept[options.length] = GraphOption.RETAIN_GRAPH;
        pass = new BackwardPass(null, this::receive, kept);
        noteGrad(root);
        attempt(() -> pass.begin(List.of(root), List.of(upstream), null));
        skip();
    }

    @Override
    public boolean hasNext() {
        return open;
    }

    /**
     * Goes through the next node.
     *
     * @throws NoSuchElementException after the last, or if the pass was closed
     * @throws IllegalStateException where {@link Tensor#backward(GraphOption...)} throws it
     */
    @Override
    public BackwardStep next() {
        Op op = pass.upcoming();
        if (!open || op == null) {
            throw new NoSuchElementException("backwardSteps: there is no further step");
        }
        Tensor[] inputs = op.recordedInputs();
        for (Tensor input : inputs) {
            noteGrad(input);
        }
        if (op.watchedOutput != null) {
            noteGrad(op.watchedOutput);
        }
        sent = new @Nullable Tensor[inputs.length];
        UpstreamOf upstream = new UpstreamOf(op);
        attempt(() -> {
            try (Autograd.Watch watch = Autograd.watch(upstream)) {
                pass.step();
            }
        });
        done.add(op);
        number++;
        BackwardStep step =
                new BackwardStep(number, op, upstream.get(), op.savedTensors(), derivative(op), toInputs(inputs));
        skip();
        return step;
    }

    private static @Nullable Tensor derivative(Op op) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            return op instanceof DiagonalOp diagonal ? diagonal.calculateDerivative() : null;
        }
    }

    private List<BackwardStep.ToInput> toInputs(Tensor[] inputs) {
        List<BackwardStep.ToInput> all = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            all.add(new BackwardStep.ToInput(inputs[i], sent[i], pass.arrivedAt(inputs[i])));
        }
        return all;
    }

    private void receive(Op op, int i, Tensor gradient, @Nullable Tensor reach) {
        sent[i] = gradient;
        pass.receive(op, i, gradient, reach);
    }

    /** Goes past nodes that no gradient arrived at, and ends the pass after the last. */
    private void skip() {
        Op op = pass.upcoming();
        while (op != null && op.pending == null) {
            done.add(op);
            pass.step();
            op = pass.upcoming();
        }
        if (op == null) {
            attempt(pass::finish);
            pass.close();
            open = false;
            List<GraphOption> given = Arrays.asList(options);
            if (!given.contains(GraphOption.RETAIN_GRAPH) && !given.contains(GraphOption.CREATE_GRAPH)) {
                done.forEach(Op::free);
            }
        }
    }

    private void noteGrad(Tensor tensor) {
        if (!gradsBefore.containsKey(tensor)) {
            gradsBefore.put(tensor, tensor.grad());
        }
    }

    /** Runs a part of the pass as a whole pass runs; undoes the pass if it fails. */
    private void attempt(Runnable part) {
        boolean ended = false;
        boolean record = Arrays.asList(options).contains(GraphOption.CREATE_GRAPH);
        GradMode mode = GradMode.current();
        boolean within = mode.backward;
        mode.backward = true;
        try (Autograd.Scope scope = record ? Autograd.enableGrad() : Autograd.noGrad()) {
            part.run();
            ended = true;
        } finally {
            mode.backward = within;
            if (!ended) {
                close();
            }
        }
    }

    /** Undoes the pass unless the last step was made; a second call does nothing. */
    @Override
    public void close() {
        if (open) {
            open = false;
            pass.close();
            gradsBefore.forEach(Tensor::restoreGrad);
        }
    }

    /** Returns how far the pass is: {@code backward pass: 2 steps done, next tanh}. */
    @Override
    public String toString() {
        Op next = pass.upcoming();
        return "backward pass: " + number + " steps done, " + (open && next != null ? "next " + next.name() : "ended");
    }

    /** Notes the gradient that a node is asked with, which hooks may have replaced. */
    private static final class UpstreamOf implements OpListener {
        private final Op op;
        private @Nullable Tensor upstream;

        UpstreamOf(Op op) {
            this.op = op;
        }

        @Override
        public void beforeBackward(Op asked, Tensor gradient) {
            if (asked == op) {
                upstream = gradient;
            }
        }

        Tensor get() {
            if (upstream == null) {
                throw new IllegalStateException(op.name() + ": was not asked for gradients");
            }
            return upstream;
        }
    }
}

package dev.adjoint;

import dev.adjoint.op.Pointwise;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of reverse-mode differentiation: each node once, outputs before inputs, the gradients of its output summed.
 *
 * <p>The nodes are put in order by a depth-first walk with an explicit stack, so the depth of the graph is bounded by
 * the heap alone. A pass frees each node as soon as it is done, unless the graph is retained; nodes from which no path
 * leads to a wanted tensor are left as they are.
 *
 * <p>{@link #run} goes through all of it. {@link BackwardSteps} calls the same parts one by one: {@link #begin},
 * {@link #step} for each node, {@link #finish}, and {@link #close} in any case.
 */
final class BackwardPass implements Receiver {
    private static final Tensor[] NONE = {};

    private final boolean createGraph;
    private final @Nullable GradientSink sink;
    private final boolean free;
    private final Receiver receiver;
    private final GradMode mode = GradMode.current();

    // Two lists, linked through the nodes: each is on the stack of the walk first and then, in the order, before those
    // that it depends on.
    private @Nullable Op stack;
    private @Nullable Op order;

    /** What arrived at the leaves with hooks, which are called with the complete gradient; null as long as none did. */
    private @Nullable Map<Tensor, Tensor> hookedLeaves;

    BackwardPass(@Nullable GradientSink sink, GraphOption... options) {
        this(sink, null, options);
    }

    /** Makes a pass whose gradients go to a receiver, who hands them on to {@link #receive}. */
    BackwardPass(@Nullable GradientSink sink, @Nullable Receiver receiver, GraphOption... options) {
        this.sink = sink;
        this.receiver = receiver == null ? this : receiver;
        List<GraphOption> given = Arrays.asList(options);
        this.createGraph = given.contains(GraphOption.CREATE_GRAPH);
        this.free = !createGraph && !given.contains(GraphOption.RETAIN_GRAPH);
    }

    void run(List<Tensor> roots, List<Tensor> upstreams) {
        run(roots, upstreams, null);
    }

    /** Runs from one tensor, of whose gradient a path leads only to the elements in {@code reach}. */
    void run(Tensor root, Tensor upstream, @Nullable Tensor reach) {
        run(List.of(root), List.of(upstream), reach);
    }

    private void run(List<Tensor> roots, List<Tensor> upstreams, @Nullable Tensor reach) {
        boolean before = mode.enabled;
        boolean within = mode.backward;
        mode.enabled = createGraph;
        mode.backward = true;
        try {
            begin(roots, upstreams, reach);
            while (order != null) {
                step();
            }
            finish();
        } finally {
            mode.enabled = before;
            mode.backward = within;
            close();
        }
    }

    /** Puts the nodes in order and delivers the upstream gradients. */
    void begin(List<Tensor> roots, List<Tensor> upstreams, @Nullable Tensor reach) {
        for (Tensor root : roots) {
            Op op = root.op();
            if (op != null) {
                sort(op);
            }
        }
        for (int i = 0; i < roots.size(); i++) {
            deliver(roots.get(i), upstreams.get(i), reach);
        }
    }

    /** Returns the node that is next, or null after the last. */
    @Nullable
    Op upcoming() {
        return order;
    }

    /** Goes through the next node. */
    void step() {
        Op op = order;
        if (op != null) {
            order = op.next;
            step(op);
        }
    }

    /** Calls the hooks of leaves, whose gradients are complete after the last node. */
    void finish() {
        if (hookedLeaves != null) {
            hookedLeaves.forEach((leaf, gradient) -> deliverToLeaf(leaf, leaf.throughHooks(gradient)));
        }
        Fusion.settle();
    }

    /** Takes all notes off the nodes that were not gone through. */
    void close() {
        forgetAll(order);
        forgetAll(stack);
        order = null;
        stack = null;
    }

    /** Puts {@code root} and the nodes that it depends on in order, ops before those that made their inputs. */
    private void sort(Op root) {
        enter(root);
        for (Op op = stack; op != null; op = stack) {
            Tensor[] inputs = sink != null && sink.wantsNothingBelow(op) ? NONE : op.recordedInputs();
            if (op.nextInput < inputs.length) {
                Op input = inputs[op.nextInput++].op();
                if (input != null) {
                    enter(input);
                }
            } else {
                stack = op.next;
                op.next = order;
                order = op;
                op.needed = isNeeded(inputs);
                if (op.needed) {
                    op.checkSaved();
                }
            }
        }
    }

    private void enter(Op op) {
        if (op.visitedBy != null && op.visitedBy != this) {
            throw new IllegalStateException(
                    op.name() + ": another backward pass is running over this node, started by an op,"
                            + " on another thread, or by backwardSteps() and not closed; a graph belongs to one pass and one thread at a time");
        }
        if (op.visitedBy == null) {
            op.visitedBy = this;
            op.nextInput = 0;
            op.pending = null;
            op.next = stack;
            stack = op;
        }
    }

    /** Tells whether a wanted tensor is among the inputs, or further down. */
    private boolean isNeeded(Tensor[] inputs) {
        if (sink == null) {
            return true;
        }
        for (Tensor input : inputs) {
            Op below = input.op();
            if (sink.wants(input) || (below != null && below.needed)) {
                return true;
            }
        }
        return false;
    }

    /** Hands the gradient at one node to its inputs. */
    private void step(Op op) {
        Tensor upstream = op.pending;
        Tensor reach = op.reach;
        boolean needed = op.needed;
        forget(op);
        if (upstream != null) {
            Tensor complete = report(op, upstream);
            if (needed) {
                NodeGradients.distribute(op, complete, complete == upstream ? reach : null, receiver, mode.listener);
            }
        }
        if (free && needed) {
            if (mode.fusion != null) {
                op.leaveSaved();
            }
            op.free();
        }
    }

    /** Shows the gradient of an op's output to who asked for it, and returns it, as the hooks of the output left it. */
    private Tensor report(Op op, Tensor upstream) {
        Tensor output = op.watchedOutput;
        if (sink == null) {
            return output == null ? upstream : output.receiveGradient(upstream);
        }
        Tensor wanted = sink.wantedOutput(op);
        Tensor gradient = upstream;
        if (output != null && sink.callsHooks() && (op.needed || wanted != null)) {
            gradient = output.throughHooks(upstream);
        }
        if (wanted != null) {
            sink.accept(wanted, gradient);
        }
        return gradient;
    }

    @Override
    public void receive(Op op, int i, Tensor gradient, @Nullable Tensor reach) {
        deliver(op.recordedInputs()[i], gradient, reach);
    }

    private void deliver(Tensor tensor, Tensor gradient, @Nullable Tensor reach) {
        Op op = tensor.op();
        if (op != null) {
            Tensor before = op.pending;
            op.pending = before == null ? gradient : sum(before, gradient);
            op.reach = before == null ? reach : Reach.either(op.reach, reach);
        } else if (tensor.hasHooks() && (sink == null || sink.callsHooks())) {
            if (sink == null || sink.wants(tensor)) {
                Map<Tensor, Tensor> known = hookedLeaves == null ? new LinkedHashMap<>() : hookedLeaves;
                known.merge(tensor, gradient, BackwardPass::sum);
                hookedLeaves = known;
            }
        } else {
            deliverToLeaf(tensor, gradient);
        }
    }

    /** Returns the sum of two gradients of one tensor. */
    static Tensor sum(Tensor a, Tensor b) {
        Tensor joined = Unsliced.sum(a, b);
        return joined != null ? joined : Pointwise.sum(a, b);
    }

    private void deliverToLeaf(Tensor leaf, Tensor gradient) {
        if (sink == null) {
            leaf.addToGrad(gradient);
        } else if (sink.wants(leaf)) {
            sink.accept(leaf, gradient);
        }
    }

    /** Returns what has arrived at a tensor so far: in this pass at the output of an op, in all at a leaf. */
    @Nullable
    Tensor arrivedAt(Tensor tensor) {
        Op op = tensor.op();
        if (op != null) {
            return op.pending;
        }
        return hookedLeaves != null && hookedLeaves.containsKey(tensor) ? hookedLeaves.get(tensor) : tensor.grad();
    }

    private static void forgetAll(@Nullable Op first) {
        Op op = first;
        while (op != null) {
            Op next = op.next;
            forget(op);
            op = next;
        }
    }

    private static void forget(Op op) {
        op.next = null;
        op.pending = null;
        op.reach = null;
        op.visitedBy = null;
    }
}

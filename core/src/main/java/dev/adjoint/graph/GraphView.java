package dev.adjoint.graph;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The graph of a tensor, to look at: as a text tree, for Graphviz, and as an SVG picture.
 *
 * <p>Each node is a tensor: the op that made it, or the name of a leaf; shape, type unless {@code FLOAT32}, elements as
 * {@link Tensor#summary} has them, the gradient if known, and for {@link dev.adjoint.op.DiagonalOp} what
 * {@code calculateDerivative()} returns.
 *
 * <pre>{@code
 * Tensor w = Tensor.of(0.5f, -1).requiresGrad(true);
 * Tensor loss = w.tanh().square().sum();
 * GraphView view = GraphView.of(loss, Map.of("w", w));
 * loss.backward();
 * System.out.println(view);
 *
 * #1 sum [] = 0.79358
 * \- #2 pow [2] = 0.21355, 0.58003; derivative 0.92423, -1.5232
 *    \- #3 tanh [2] = 0.46212, -0.76159; derivative 0.78645, 0.41997
 *       \- #4 w [2] = 0.5, -1; grad 0.72686, -0.6397
 * }</pre>
 *
 * <p>A view is a snapshot, with the values that the graph was made of; make it before {@code backward}, which frees the
 * graph. Gradients are looked up when it is written: {@link Tensor#grad} of leaves and of results with
 * {@link Tensor#retainGrad}, and those of all results if a {@link GraphRecorder} watched the backward pass.
 */
public final class GraphView {
    /** How many nodes are shown unless the caller says otherwise. */
    public static final int DEFAULT_LIMIT = 200;

    private static final int GREATEST_LIMIT = 2000;

    private final IdentityHashMap<Tensor, GraphNode> nodes = new IdentityHashMap<>();
    private final List<GraphNode> inOrder = new ArrayList<>();
    private final IdentityHashMap<Tensor, String> names = new IdentityHashMap<>();
    private final @Nullable GraphRecorder recorder;
    private final int limit;
    private final int leftOut;

    private GraphView(Tensor root, Map<String, Tensor> names, @Nullable GraphRecorder recorder, int limit) {
        if (limit < 1 || limit > GREATEST_LIMIT) {
            throw new IllegalArgumentException(
                    "graph view: the limit must be between 1 and " + GREATEST_LIMIT + " nodes, got " + limit);
        }
        names.forEach((name, tensor) -> this.names.put(tensor, name));
        this.recorder = recorder;
        this.limit = limit;
        collect(root);
        placeLeaves();
        this.leftOut = limit > inOrder.size() ? 0 : count(root) - inOrder.size();
    }

    /** Returns a view without names. */
    public static GraphView of(Tensor root) {
        return of(root, Map.of());
    }

    /** Returns a view with names for some tensors, {@code model.namedParameters()} for instance. */
    public static GraphView of(Tensor root, Map<String, Tensor> names) {
        return new GraphView(root, names, null, DEFAULT_LIMIT);
    }

    /** Returns a view with the places and the gradients that a recorder saw. */
    public static GraphView of(Tensor root, Map<String, Tensor> names, GraphRecorder recorder) {
        return of(root, names, recorder, DEFAULT_LIMIT);
    }

    /**
     * Returns a view of no more than the given number of nodes, those nearest to the root.
     *
     * @throws IllegalArgumentException if the limit is not between 1 and 2,000
     */
    public static GraphView of(Tensor root, Map<String, Tensor> names, GraphRecorder recorder, int limit) {
        return new GraphView(root, names, recorder, limit);
    }

    /** Makes nodes breadth first, so that the limit leaves out what is farthest from the root. */
    private void collect(Tensor root) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            add(root);
            for (int i = 0; i < inOrder.size(); i++) {
                GraphNode node = inOrder.get(i);
                for (Tensor input : inputs(node.tensor())) {
                    GraphNode known = nodes.get(input);
                    if (known == null && inOrder.size() == limit) {
                        node.leaveOutInput();
                    } else {
                        node.addInput(known == null ? add(input) : known);
                    }
                }
            }
        }
    }

    private GraphNode add(Tensor tensor) {
        GraphNode node = new GraphNode(inOrder.size() + 1, tensor, names.get(tensor), recorder);
        nodes.put(tensor, node);
        inOrder.add(node);
        return node;
    }

    private static Tensor[] inputs(Tensor tensor) {
        Op op = tensor.op();
        return op == null || op.isFreed() ? new Tensor[0] : op.inputs();
    }

    private void placeLeaves() {
        Set<GraphNode> placed = Collections.newSetFromMap(new IdentityHashMap<>());
        for (GraphNode node : inOrder) {
            for (GraphNode input : node.inputs()) {
                if (input.isLeaf()) {
                    input.putBeside(node.place(), placed.add(input));
                }
            }
        }
    }

    private static int count(Tensor root) {
        Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Tensor> open = new ArrayDeque<>();
        open.add(root);
        seen.add(root);
        while (!open.isEmpty()) {
            for (Tensor input : inputs(open.remove())) {
                if (seen.add(input)) {
                    open.add(input);
                }
            }
        }
        return seen.size();
    }

    /** Returns the graph as a tree of lines, the root first; what was shown before is referred to by its number. */
    public String toText() {
        return new TextTree(inOrder.get(0), leftOutNote()).write();
    }

    /** Returns the graph in Graphviz's DOT language, places as clusters. */
    public String toDot() {
        return new DotText(inOrder, leftOutNote()).write();
    }

    /** Returns the graph as a picture, inputs above and the root below, places as boxes; an SVG document. */
    public String toSvg() {
        return new SvgPicture(inOrder, leftOutNote()).write();
    }

    private @Nullable String leftOutNote() {
        return leftOut == 0
                ? null
                : leftOut + (leftOut == 1 ? " node" : " nodes") + " farther from the root left out, at the limit of "
                        + limit;
    }

    /** Returns {@link #toText}. */
    @Override
    public String toString() {
        return toText();
    }
}

package dev.adjoint.graph;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.op.DiagonalOp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tensor in a view, with what is shown of it; value and derivative as they were when the view was made. */
final class GraphNode {
    private final int number;
    private final Tensor tensor;
    private final @Nullable String name;
    private final String value;
    private final @Nullable String derivative;
    private final @Nullable GraphRecorder recorder;
    private final List<GraphNode> inputs = new ArrayList<>();
    private List<String> place;
    private int leftOut;

    GraphNode(int number, Tensor tensor, @Nullable String name, @Nullable GraphRecorder recorder) {
        this.number = number;
        this.tensor = tensor;
        this.name = name;
        this.recorder = recorder;
        Op op = tensor.op();
        this.value = tensor.summary();
        this.derivative = op instanceof DiagonalOp diagonal && !op.isFreed()
                ? diagonal.calculateDerivative().summary()
                : null;
        this.place = op == null || recorder == null ? List.of() : recorder.places(op);
    }

    /** What a node is, which decides its colour. */
    enum Kind {
        /** Where the view starts. */
        ROOT,
        /** A result of an op. */
        RESULT,
        /** A leaf that requires gradients. */
        PARAMETER,
        /** A leaf that does not. */
        CONSTANT
    }

    Kind kind() {
        if (number == 1) {
            return Kind.ROOT;
        }
        return !tensor.isLeaf() ? Kind.RESULT : tensor.requiresGrad() ? Kind.PARAMETER : Kind.CONSTANT;
    }

    int number() {
        return number;
    }

    Tensor tensor() {
        return tensor;
    }

    boolean isLeaf() {
        return tensor.isLeaf();
    }

    /** Returns the nodes of the inputs that are in the view, one that is used twice twice. */
    List<GraphNode> inputs() {
        return inputs;
    }

    void addInput(GraphNode input) {
        inputs.add(input);
    }

    void leaveOutInput() {
        leftOut++;
    }

    /** Returns the labels of the places around this node, the outermost first. */
    List<String> place() {
        return place;
    }

    /** Puts a leaf where its users are: into the innermost place around all of them. */
    void putBeside(List<String> user, boolean first) {
        place = first ? user : commonPrefix(place, user);
    }

    static List<String> commonPrefix(List<String> a, List<String> b) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
            length++;
        }
        return a.subList(0, length);
    }

    /** Returns name, op and shape: {@code loss = mean []}, {@code tanh [2]}, {@code fc.weight [3, 2]}. */
    String title() {
        Op op = tensor.op();
        String what = op == null ? (tensor.requiresGrad() ? "leaf" : "constant") : op.name();
        String title = name == null ? what : op == null ? name : name + " = " + what;
        return title + " " + tensor.shape() + (tensor.dtype() == DType.FLOAT32 ? "" : " " + tensor.dtype());
    }

    String value() {
        return value;
    }

    /** Returns the gradient in short, or null as long as none is known. */
    @Nullable
    String gradient() {
        Tensor gradient = tensor.grad();
        Op op = tensor.op();
        if (gradient == null && op != null && recorder != null) {
            gradient = recorder.gradient(op);
        }
        return gradient == null ? null : gradient.summary();
    }

    /** Returns the derivative of an element-wise op of one tensor in short, or null. */
    @Nullable
    String derivative() {
        return derivative;
    }

    /** Returns what is missing below this node, or null. */
    @Nullable
    String note() {
        Op op = tensor.op();
        if (inputs.isEmpty() && op != null && op.isFreed() && leftOut == 0) {
            return "inputs were freed by a backward pass";
        }
        return leftOut == 0 ? null : "... " + leftOut + (leftOut == 1 ? " input" : " inputs") + " left out";
    }
}

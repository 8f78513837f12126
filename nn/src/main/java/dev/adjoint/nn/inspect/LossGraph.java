package dev.adjoint.nn.inspect;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the graph of each loss before its backward pass. */
final class LossGraph {
    /** Larger graphs are not walked to their ends. */
    private static final int MOST_NODES = 100_000;

    /** So many graphs, each larger than the one before, make a finding. */
    private static final int GROWING = 8;

    private static final Set<String> VIEWS =
            Set.of("reshape", "permute", "slice", "copy", "expand", "cast", "backwardHook");

    /** What goes wrongly into a loss: by the op of the loss the ops before it, and what to do. */
    private static final Map<String, Misuse> MISUSES = Map.of(
            "crossEntropy",
            new Misuse(List.of("softmax", "sigmoid"), "crossEntropy takes logits and does the softmax itself"),
            "logSoftmax",
            new Misuse(List.of("softmax", "sigmoid"), "logSoftmax takes logits and does the softmax itself"),
            "pick",
            new Misuse(List.of("softmax", "sigmoid"), "nllLoss takes log-probabilities, those of logSoftmax"),
            "binaryCrossEntropyWithLogits",
            new Misuse(
                    List.of("sigmoid", "softmax"),
                    "binaryCrossEntropyWithLogits takes logits and does the sigmoid itself"));

    private record Misuse(List<String> before, String rule) {}

    private final Findings findings;
    private int lastSize;
    private int growth;

    LossGraph(Findings findings) {
        this.findings = findings;
    }

    void check(Tensor loss) {
        Set<Op> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Op> open = new ArrayDeque<>();
        visit(loss, seen, open);
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            Op op = open.pop();
            if (op.isFreed()) {
                findings.error(
                        "the graph reaches into an earlier step",
                        "",
                        "the loss depends on a result of " + op.name() + " whose graph an earlier backward pass freed",
                        "detach() what is carried from step to step, a hidden state for instance");
                return;
            }
            Tensor[] inputs = op.inputs();
            checkMisuse(op, inputs);
            for (Tensor input : inputs) {
                visit(input, seen, open);
            }
        }
        checkGrowth(seen.size());
    }

    private static void visit(Tensor tensor, Set<Op> seen, Deque<Op> open) {
        Op op = tensor.op();
        if (op != null && seen.add(op)) {
            open.push(op);
        }
    }

    private void checkMisuse(Op op, Tensor[] inputs) {
        Misuse misuse = MISUSES.get(op.name());
        Op before = misuse == null ? null : inputs[0].op();
        while (before != null && !before.isFreed() && VIEWS.contains(before.name())) {
            before = before.inputs()[0].op();
        }
        if (misuse != null && before != null && misuse.before.contains(before.name())) {
            String loss = op.name().equals("pick") ? "nllLoss" : op.name();
            findings.error(
                    before.name() + " before " + loss,
                    "",
                    "the input of " + loss + " comes from " + before.name() + ", so that its gradients are too small",
                    misuse.rule + ": leave the " + before.name() + " away"
                            + (loss.equals("nllLoss") ? ", or put logSoftmax in its place" : ""));
        }
        if (op.name().equals("binaryCrossEntropyWithLogits") && inputs[1].size() > 0) {
            double low = inputs[1].detach().min().item();
            double high = inputs[1].detach().max().item();
            if (low < 0 || high > 1) {
                findings.error(
                        "targets that are no probabilities",
                        "",
                        "the targets of " + op.name() + " go from " + Figures.of(low) + " to " + Figures.of(high),
                        "give 0 and 1, or probabilities between; crossEntropy is for more than two classes");
            }
        }
    }

    private void checkGrowth(int size) {
        growth = size > lastSize && lastSize > 0 ? growth + 1 : 0;
        lastSize = size;
        if (growth == GROWING) {
            findings.error(
                    "the graph grows from step to step",
                    "",
                    "the graph of the loss was larger in each of the last " + GROWING + " steps, it has " + size
                            + " ops now",
                    "detach() what is carried from step to step, a hidden state or a sum of losses for instance");
        }
    }
}

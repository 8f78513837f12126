package dev.adjoint.graph;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a graph as a tree of lines. */
final class TextTree {
    private final GraphNode root;
    private final @Nullable String leftOut;
    private final BitSet shown = new BitSet();
    private final StringBuilder text = new StringBuilder();

    TextTree(GraphNode root, @Nullable String leftOut) {
        this.root = root;
        this.leftOut = leftOut;
    }

    String write() {
        write(root, List.of(), "", "");
        if (leftOut != null) {
            text.append(leftOut).append('\n');
        }
        return text.toString().stripTrailing();
    }

    /**
     * Writes a node and what is below it.
     *
     * @param around the place of the node above
     * @param first what the line of the node begins with
     * @param further what the lines below it begin with
     */
    private void write(GraphNode node, List<String> around, String first, String further) {
        if (!node.place().equals(around)) {
            String place = node.place().isEmpty() ? "outside" : "in " + String.join(" / ", node.place());
            text.append(first).append(place).append(":\n");
            write(node, node.place(), further, further);
            return;
        }
        text.append(first).append('#').append(node.number()).append(' ').append(node.title());
        if (shown.get(node.number())) {
            text.append(node.isLeaf() ? ", as above\n" : ", see above\n");
            return;
        }
        shown.set(node.number());
        text.append(" = ").append(node.value());
        part("; grad ", node.gradient());
        part("; derivative ", node.derivative());
        part("; ", node.note());
        text.append('\n');
        List<GraphNode> inputs = node.inputs();
        for (int i = 0; i < inputs.size(); i++) {
            boolean last = i == inputs.size() - 1;
            write(inputs.get(i), node.place(), further + (last ? "└─ " : "├─ "), further + (last ? "   " : "│  "));
        }
    }

    private void part(String label, @Nullable String content) {
        if (content != null) {
            text.append(label).append(content);
        }
    }
}

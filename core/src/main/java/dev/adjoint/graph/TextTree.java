package dev.adjoint.graph;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a graph as a tree of lines. */
final class TextTree {
    private static final int WIDTH = 80;

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
        List<GraphNode> inputs = node.inputs();
        facts(node, further + (inputs.isEmpty() ? "    " : "|   "));
        for (int i = 0; i < inputs.size(); i++) {
            boolean last = i == inputs.size() - 1;
            write(inputs.get(i), node.place(), further + (last ? "\\- " : "+- "), further + (last ? "   " : "|  "));
        }
    }

    /** Adds what is known of a node to its line, or in lines of their own if that would be too wide. */
    private void facts(GraphNode node, String further) {
        List<String> facts = new ArrayList<>();
        add(facts, "grad ", node.gradient());
        add(facts, "derivative ", node.derivative());
        add(facts, "", node.note());
        int width = text.length() - text.lastIndexOf("\n") - 1;
        String value = " = " + node.value();
        String oneLine = value + facts.stream().map("; "::concat).collect(Collectors.joining());
        if (width + oneLine.length() <= WIDTH) {
            text.append(oneLine).append('\n');
            return;
        }
        text.append(value).append('\n');
        facts.forEach(fact -> text.append(further).append(fact).append('\n'));
    }

    private static void add(List<String> facts, String label, @Nullable String content) {
        if (content != null) {
            facts.add(label + content);
        }
    }
}

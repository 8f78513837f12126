package dev.adjoint.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a graph in Graphviz's DOT language. */
final class DotText {
    private final List<GraphNode> nodes;
    private final @Nullable String leftOut;
    private final StringBuilder text = new StringBuilder();
    private int clusters;

    DotText(List<GraphNode> nodes, @Nullable String leftOut) {
        this.nodes = nodes;
        this.leftOut = leftOut;
    }

    String write() {
        text.append("digraph {\n");
        text.append("  node [shape=box, style=\"rounded,filled\", fontname=\"monospace\", fontsize=10];\n");
        text.append("  edge [color=\"").append(Palette.EDGE).append("\"];\n");
        if (leftOut != null) {
            text.append("  label=\"").append(escape(leftOut)).append("\";\n");
        }
        cluster(List.of(), nodes, "  ");
        for (GraphNode node : nodes) {
            for (GraphNode input : node.inputs()) {
                String style = input.tensor().requiresGrad() ? "" : " [style=dashed]";
                text.append("  n").append(input.number()).append(" -> n").append(node.number());
                text.append(style).append(";\n");
            }
        }
        return text.append("}\n").toString();
    }

    /** Writes the nodes at a place, then the places within it. */
    private void cluster(List<String> place, List<GraphNode> within, String indent) {
        Set<String> inner = new LinkedHashSet<>();
        for (GraphNode node : within) {
            if (node.place().size() == place.size()) {
                node(node, indent);
            } else {
                inner.add(node.place().get(place.size()));
            }
        }
        for (String label : inner) {
            List<GraphNode> inside = within.stream()
                    .filter(n -> n.place().size() > place.size()
                            && n.place().get(place.size()).equals(label))
                    .toList();
            text.append(indent).append("subgraph cluster_").append(clusters++).append(" {\n");
            text.append(indent).append("  label=\"").append(escape(label)).append("\"; color=\"");
            text.append(Palette.PLACE).append("\";\n");
            cluster(inside.get(0).place().subList(0, place.size() + 1), inside, indent + "  ");
            text.append(indent).append("}\n");
        }
    }

    private void node(GraphNode node, String indent) {
        String label =
                Label.of(node).stream().map(line -> escape(line.text()) + "\\l").collect(Collectors.joining());
        text.append(indent)
                .append('n')
                .append(node.number())
                .append(" [label=\"")
                .append(label);
        text.append("\", color=\"").append(Palette.stroke(node.kind())).append("\", fillcolor=\"");
        text.append(Palette.fill(node.kind())).append("\"];\n");
    }

    private static String escape(String raw) {
        return raw.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}

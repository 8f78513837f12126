package dev.adjoint.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line in the box of a node.
 *
 * @param kind what it says
 * @param text the line
 */
record Label(Kind kind, String text) {
    private static final int WIDE = 34;

    /** What a line says, which decides how it looks. */
    enum Kind {
        TITLE,
        VALUE,
        GRADIENT,
        DERIVATIVE,
        NOTE
    }

    /** Returns the lines of a node. */
    static List<Label> of(GraphNode node) {
        List<Label> lines = new ArrayList<>();
        lines.add(new Label(Kind.TITLE, node.title()));
        add(lines, Kind.VALUE, "value ", node.value());
        add(lines, Kind.GRADIENT, "grad  ", node.gradient());
        add(lines, Kind.DERIVATIVE, "deriv ", node.derivative());
        add(lines, Kind.NOTE, "", node.note());
        return lines;
    }

    /** Adds one line, or two where the statistics of a large tensor would make it too wide. */
    private static void add(List<Label> lines, Kind kind, String before, @Nullable String content) {
        if (content == null) {
            return;
        }
        int cut = content.indexOf(" (");
        if (cut > 0 && before.length() + content.length() > WIDE) {
            lines.add(new Label(kind, before + content.substring(0, cut)));
            lines.add(new Label(kind, " ".repeat(before.length()) + content.substring(cut + 2, content.length() - 1)));
        } else {
            lines.add(new Label(kind, before + content));
        }
    }
}

package dev.adjoint.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a graph as an SVG document. */
final class SvgPicture {
    private static final double CHARACTER = 7.0;
    private static final double LINE = 15.5;
    private static final double PADDING = 9;
    private static final double MARGIN = 24;

    private final List<GraphNode> nodes;
    private final @Nullable String leftOut;
    private final StringBuilder text = new StringBuilder();

    SvgPicture(List<GraphNode> nodes, @Nullable String leftOut) {
        this.nodes = nodes;
        this.leftOut = leftOut;
    }

    String write() {
        LayeredLayout layout = new LayeredLayout(nodes, SvgPicture::box);
        List<Vertex> vertices = nodes.stream().map(layout::vertex).toList();
        List<PlaceBox> boxes = PlaceBox.around(vertices);
        open(layout, vertices, boxes);
        boxes.forEach(this::place);
        layout.edges().forEach(edge -> edge(edge, entry(edge, layout.edges())));
        nodes.forEach(node -> node(node, layout.vertex(node)));
        return text.append("</svg>\n").toString();
    }

    private static Vertex box(GraphNode node) {
        List<Label> lines = Label.of(node);
        int longest =
                lines.stream().mapToInt(line -> line.text().length()).max().orElse(0);
        return new Vertex(node, node.place(), longest * CHARACTER + 2 * PADDING, lines.size() * LINE + PADDING);
    }

    private void open(LayeredLayout layout, List<Vertex> vertices, List<PlaceBox> boxes) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Vertex v : vertices) {
            left = Math.min(left, v.left());
            top = Math.min(top, v.top());
            right = Math.max(right, v.right());
            bottom = Math.max(bottom, v.bottom());
        }
        for (PlaceBox box : boxes) {
            left = Math.min(left, box.left());
            top = Math.min(top, box.top());
            right = Math.max(right, box.right());
            bottom = Math.max(bottom, box.bottom());
        }
        for (LayeredLayout.Edge edge : layout.edges()) {
            for (Vertex bend : edge.way()) {
                left = Math.min(left, bend.x);
                right = Math.max(right, bend.x);
            }
        }
        double note = leftOut == null ? 0 : 2 * LINE;
        double width = Math.max(right - left, leftOut == null ? 0 : leftOut.length() * CHARACTER) + 2 * MARGIN;
        double height = bottom - top + note + 2 * MARGIN;
        line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.1f %.1f %.1f %.1f\" width=\"%.0f\" height=\"%.0f\"",
                left - MARGIN, top - MARGIN, width, height, width, height);
        line("     font-family=\"DejaVu Sans Mono, Menlo, Consolas, monospace\" font-size=\"11.5\">");
        line(
                "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\""
                        + " orient=\"auto\"><path d=\"M0,0.5 L8,4 L0,7.5 Z\" fill=\"%s\"/></marker></defs>",
                Palette.EDGE);
        line(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"white\"/>",
                left - MARGIN, top - MARGIN, width, height);
        if (leftOut != null) {
            text(left, bottom + 2 * LINE, Palette.text(Label.Kind.NOTE), "", leftOut);
        }
    }

    private void place(PlaceBox box) {
        line(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"8\" fill=\"%s\" stroke=\"%s\"/>",
                box.left(),
                box.top(),
                box.right() - box.left(),
                box.bottom() - box.top(),
                Palette.PLACE_FILL,
                Palette.PLACE);
        text(box.left() + 8, box.top() + 14, Palette.text(Label.Kind.NOTE), " font-style=\"italic\"", shortened(box));
    }

    /** Returns the label of a box, cut off where it would be wider than the box. */
    private static String shortened(PlaceBox box) {
        String label = box.label();
        int most = (int) ((box.right() - box.left() - 14) / CHARACTER);
        return label.length() <= most ? label : label.substring(0, Math.max(0, most - 1)) + "…";
    }

    /** Returns where on top of the user's box an edge ends: the edges share the box evenly, ordered as they come. */
    private static double entry(LayeredLayout.Edge edge, List<LayeredLayout.Edge> all) {
        Vertex user = edge.user();
        List<LayeredLayout.Edge> entering = new ArrayList<>();
        for (LayeredLayout.Edge other : all) {
            if (other.user() == user) {
                entering.add(other);
            }
        }
        entering.sort(
                Comparator.comparingDouble(other -> other.way().get(other.way().size() - 2).x));
        int rank = entering.indexOf(edge);
        return user.left() + user.width * (rank + 1) / (entering.size() + 1);
    }

    /** Draws a curve that leaves and enters boxes vertically. */
    private void edge(LayeredLayout.Edge edge, double entry) {
        List<Vertex> way = edge.way();
        StringBuilder path = new StringBuilder();
        path.append(format("M%.1f,%.1f", way.get(0).x, way.get(0).bottom()));
        for (int i = 1; i < way.size(); i++) {
            Vertex from = way.get(i - 1);
            Vertex to = way.get(i);
            double x = i == way.size() - 1 ? entry : to.x;
            double middle = (from.bottom() + to.top()) / 2;
            path.append(format(" C%.1f,%.1f %.1f,%.1f %.1f,%.1f", from.x, middle, x, middle, x, to.top()));
            if (to.node == null) {
                path.append(format(" V%.1f", to.bottom()));
            }
        }
        boolean carriesGradient = edge.input().tensor().requiresGrad();
        line(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.3\"%s marker-end=\"url(#arrow)\"/>",
                path, Palette.EDGE, carriesGradient ? "" : " stroke-dasharray=\"4 3\"");
    }

    private void node(GraphNode node, Vertex box) {
        line("<g id=\"n%d\">", node.number());
        line(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"5\" fill=\"%s\" stroke=\"%s\" stroke-width=\"1.3\"/>",
                box.left(), box.top(), box.width, box.height, Palette.fill(node.kind()), Palette.stroke(node.kind()));
        double y = box.top() + PADDING / 2 + LINE * 0.75;
        for (Label label : Label.of(node)) {
            String weight = label.kind() == Label.Kind.TITLE ? " font-weight=\"bold\"" : "";
            text(box.left() + PADDING, y, Palette.text(label.kind()), weight, label.text());
            y += LINE;
        }
        line("</g>");
    }

    private void text(double x, double y, String colour, String style, String content) {
        line(
                "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" xml:space=\"preserve\"%s>%s</text>",
                x, y, colour, style, escape(content));
    }

    private void line(String format, Object... args) {
        text.append(format(format, args)).append('\n');
    }

    private static String format(String format, Object... args) {
        return String.format(Locale.ROOT, format, args);
    }

    /** Returns text as it may stand in XML; characters that XML does not have become the replacement character. */
    static String escape(String raw) {
        StringBuilder escaped = new StringBuilder();
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isXml(c) ? c : 0xFFFD);
            }
        });
        return escaped.toString();
    }

    private static boolean isXml(int c) {
        return c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c > 0xFFFF;
    }
}

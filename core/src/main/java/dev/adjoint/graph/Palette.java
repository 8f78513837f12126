package dev.adjoint.graph;

/** The colours of graphs, which people with and without colour-blindness tell apart: Okabe and Ito, 2008. */
final class Palette {
    static final String EDGE = "#777777";
    static final String PLACE = "#B0B0B0";
    static final String PLACE_FILL = "#F7F7F4";

    private Palette() {}

    static String stroke(GraphNode.Kind kind) {
        return switch (kind) {
            case ROOT -> "#D55E00";
            case RESULT -> "#555555";
            case PARAMETER -> "#0072B2";
            case CONSTANT -> "#AAAAAA";
        };
    }

    static String fill(GraphNode.Kind kind) {
        return switch (kind) {
            case ROOT -> "#FFF0E4";
            case RESULT -> "#FFFFFF";
            case PARAMETER -> "#E6F2FA";
            case CONSTANT -> "#EFEFEF";
        };
    }

    static String text(Label.Kind kind) {
        return switch (kind) {
            case TITLE -> "#111111";
            case VALUE -> "#444444";
            case GRADIENT -> "#B34700";
            case DERIVATIVE -> "#00795A";
            case NOTE -> "#888888";
        };
    }
}

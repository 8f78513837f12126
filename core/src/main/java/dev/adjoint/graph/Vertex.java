package dev.adjoint.graph;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A box in the layout, or a bend of an edge that passes a layer. */
final class Vertex {
    final @Nullable GraphNode node;
    final List<String> place;
    final double width;

    /** A bend takes the height of its layer in the end, so that its edge passes the boxes there straight. */
    double height;

    final List<Vertex> above = new ArrayList<>();
    final List<Vertex> below = new ArrayList<>();

    /** The number of ops between it and the root, by the longest way. */
    int depth;

    /** Where it wants to be in its layer. */
    double wish;

    /** The middle. */
    double x;

    double y;

    Vertex(@Nullable GraphNode node, List<String> place, double width, double height) {
        this.node = node;
        this.place = place;
        this.width = width;
        this.height = height;
    }

    /** Joins two vertices of neighbouring layers. */
    static void join(Vertex upper, Vertex lower) {
        upper.below.add(lower);
        lower.above.add(upper);
    }

    /** Tells whether it is in a place, or in one within that. */
    boolean isWithin(List<String> other) {
        return place.size() >= other.size() && place.subList(0, other.size()).equals(other);
    }

    double left() {
        return x - width / 2;
    }

    double right() {
        return x + width / 2;
    }

    double top() {
        return y - height / 2;
    }

    double bottom() {
        return y + height / 2;
    }
}

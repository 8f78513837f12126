package dev.adjoint.graph;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Moves vertices sideways out of the boxes of places that they are not in. */
final class PlaceSeparation {
    private static final double GAP = 34;
    private static final int ROUNDS = 6;

    private final List<List<Vertex>> layers;

    PlaceSeparation(List<List<Vertex>> layers) {
        this.layers = layers;
    }

    void run() {
        Set<List<String>> places = new LinkedHashSet<>();
        for (List<Vertex> layer : layers) {
            for (Vertex vertex : layer) {
                for (int level = 1; level <= vertex.place.size(); level++) {
                    places.add(vertex.place.subList(0, level));
                }
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            places.forEach(this::clear);
        }
    }

    private void clear(List<String> place) {
        double left = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (List<Vertex> layer : layers) {
            for (Vertex vertex : layer) {
                if (vertex.isWithin(place)) {
                    left = Math.min(left, vertex.left());
                    right = Math.max(right, vertex.right());
                }
            }
        }
        for (List<Vertex> layer : layers) {
            clear(layer, place, left - GAP, right + GAP);
        }
    }

    /** In a layer with vertices of the place, moves those beside them out of the range from left to right. */
    private static void clear(List<Vertex> layer, List<String> place, double left, double right) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < layer.size(); i++) {
            if (layer.get(i).isWithin(place)) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first < 0) {
            return;
        }
        double from = right;
        for (int i = last + 1; i < layer.size(); i++) {
            Vertex vertex = layer.get(i);
            vertex.x = Math.max(vertex.x, from + vertex.width / 2);
            from = vertex.right() + LayeredLayout.gapAfter(layer, i);
        }
        double to = left;
        for (int i = first - 1; i >= 0; i--) {
            Vertex vertex = layer.get(i);
            vertex.x = Math.min(vertex.x, to - vertex.width / 2);
            to = vertex.left() - (i == 0 ? 0 : LayeredLayout.gapAfter(layer, i - 1));
        }
    }
}

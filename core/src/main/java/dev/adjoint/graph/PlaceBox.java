package dev.adjoint.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A box around the nodes of one place, a layer for instance.
 *
 * @param label the name of the place
 * @param level how many places are around it
 */
record PlaceBox(String label, int level, double left, double top, double right, double bottom) {
    private static final double PADDING = 8;
    private static final double LABEL_HEIGHT = 15;

    /**
     * Returns the boxes of all places, outer ones first. A place whose nodes lie apart, with others between, gets
     * several, so that nothing is in a box that does not belong there.
     */
    static List<PlaceBox> around(List<Vertex> vertices) {
        int deepest = vertices.stream().mapToInt(v -> v.place.size()).max().orElse(0);
        List<PlaceBox> boxes = new ArrayList<>();
        for (int level = 0; level < deepest; level++) {
            Set<List<String>> places = new LinkedHashSet<>();
            for (Vertex vertex : vertices) {
                if (vertex.place.size() > level) {
                    places.add(vertex.place.subList(0, level + 1));
                }
            }
            for (List<String> place : places) {
                addBoxes(place, deepest - level - 1, vertices, boxes);
            }
        }
        return boxes;
    }

    private static void addBoxes(List<String> place, int levelsWithin, List<Vertex> vertices, List<PlaceBox> boxes) {
        List<Vertex> inside = new ArrayList<>();
        List<Vertex> outside = new ArrayList<>();
        for (Vertex vertex : vertices) {
            (vertex.isWithin(place) ? inside : outside).add(vertex);
        }
        inside.sort(Comparator.comparingDouble((Vertex v) -> v.y).thenComparingDouble(v -> v.x));
        List<Vertex> group = new ArrayList<>();
        for (Vertex vertex : inside) {
            group.add(vertex);
            PlaceBox box = around(place, levelsWithin, group);
            if (group.size() > 1 && outside.stream().anyMatch(box::touches)) {
                group.remove(group.size() - 1);
                boxes.add(around(place, levelsWithin, group));
                group = new ArrayList<>(List.of(vertex));
            }
        }
        boxes.add(around(place, levelsWithin, group));
    }

    private static PlaceBox around(List<String> place, int levelsWithin, List<Vertex> group) {
        double padding = PADDING * (1 + levelsWithin);
        return new PlaceBox(
                place.get(place.size() - 1),
                place.size() - 1,
                min(group.stream().mapToDouble(Vertex::left).toArray()) - padding,
                min(group.stream().mapToDouble(Vertex::top).toArray()) - padding - LABEL_HEIGHT * (1 + levelsWithin),
                -min(group.stream().mapToDouble(v -> -v.right()).toArray()) + padding,
                -min(group.stream().mapToDouble(v -> -v.bottom()).toArray()) + padding);
    }

    private static double min(double[] values) {
        double min = Double.POSITIVE_INFINITY;
        for (double value : values) {
            min = Math.min(min, value);
        }
        return min;
    }

    private boolean touches(Vertex vertex) {
        return vertex.right() > left && vertex.left() < right && vertex.bottom() > top && vertex.top() < bottom;
    }
}

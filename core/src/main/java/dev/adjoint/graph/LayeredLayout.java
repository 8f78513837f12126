package dev.adjoint.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Places the nodes of a graph in layers: inputs above the ops that use them, the root below all.
 *
 * <p>A node's layer is its longest distance from the root. An edge over several layers bends once in each. Within the
 * layers vertices are sorted by the mean place of their neighbours, in sweeps up and down, those of one place in the
 * program side by side; then they move towards their neighbours as far as the order and the gaps allow.
 *
 * <p>Source: K. Sugiyama, S. Tagawa, M. Toda, Methods for Visual Understanding of Hierarchical System Structures, IEEE
 * Transactions on Systems, Man, and Cybernetics 11(2), 1981.
 */
final class LayeredLayout {
    private static final double GAP = 26;
    private static final double GAP_BETWEEN_PLACES = 30;
    private static final double LAYER_GAP = 58;
    private static final int SWEEPS = 12;

    private final IdentityHashMap<GraphNode, Vertex> vertices = new IdentityHashMap<>();
    private final List<List<Vertex>> layers = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();

    /** An edge as the vertices that it goes through, from an input down to its user. */
    static final class Edge {
        private final GraphNode input;
        private final List<Vertex> way;

        private Edge(GraphNode input, List<Vertex> way) {
            this.input = input;
            this.way = way;
        }

        GraphNode input() {
            return input;
        }

        List<Vertex> way() {
            return way;
        }

        Vertex user() {
            return way.get(way.size() - 1);
        }
    }

    /**
     * Places the nodes.
     *
     * @param nodes all nodes, the root first
     * @param box makes the vertex of a node, with its size
     */
    LayeredLayout(List<GraphNode> nodes, Function<GraphNode, Vertex> box) {
        nodes.forEach(node -> vertices.put(node, box.apply(node)));
        measureDepths(nodes);
        for (GraphNode node : nodes) {
            layer(vertex(node).depth).add(vertex(node));
        }
        for (GraphNode node : nodes) {
            for (GraphNode input : node.inputs()) {
                edges.add(new Edge(input, way(vertex(input), vertex(node))));
            }
        }
        for (int i = 0; i < SWEEPS; i++) {
            sweep(i % 2 == 0, this::sort);
        }
        for (int i = 0; i < SWEEPS; i++) {
            sweep(i % 2 == 1, this::spread);
        }
        new PlaceSeparation(layers).run();
        stackLayers();
    }

    Vertex vertex(GraphNode node) {
        Vertex vertex = vertices.get(node);
        if (vertex == null) {
            throw new IllegalStateException("layout: node " + node.number() + " is unknown");
        }
        return vertex;
    }

    List<Edge> edges() {
        return edges;
    }

    private List<Vertex> layer(int depth) {
        while (layers.size() <= depth) {
            layers.add(new ArrayList<>());
        }
        return layers.get(depth);
    }

    /** Goes through the nodes users first, each when all its users are done. */
    private void measureDepths(List<GraphNode> nodes) {
        IdentityHashMap<GraphNode, Integer> users = new IdentityHashMap<>();
        nodes.forEach(node -> node.inputs().forEach(input -> users.merge(input, 1, Integer::sum)));
        Deque<GraphNode> ready = new ArrayDeque<>();
        ready.add(nodes.get(0));
        while (!ready.isEmpty()) {
            GraphNode node = ready.remove();
            for (GraphNode input : node.inputs()) {
                Vertex vertex = vertex(input);
                vertex.depth = Math.max(vertex.depth, vertex(node).depth + 1);
                if (users.merge(input, -1, Integer::sum) == 0) {
                    ready.add(input);
                }
            }
        }
    }

    private List<Vertex> way(Vertex input, Vertex user) {
        List<Vertex> way = new ArrayList<>();
        way.add(input);
        List<String> place = GraphNode.commonPrefix(input.place, user.place);
        for (int depth = input.depth - 1; depth > user.depth; depth--) {
            Vertex bend = new Vertex(null, place, 8, 0);
            bend.depth = depth;
            layer(depth).add(bend);
            way.add(bend);
        }
        way.add(user);
        for (int i = 1; i < way.size(); i++) {
            Vertex.join(way.get(i - 1), way.get(i));
        }
        return way;
    }

    /** Handles one layer after the other, each by its neighbours in the layer before. */
    private interface Step {
        void handle(List<Vertex> layer, Function<Vertex, List<Vertex>> neighbours);
    }

    private void sweep(boolean upwards, Step step) {
        for (int i = 0; i < layers.size(); i++) {
            List<Vertex> layer = layers.get(upwards ? i : layers.size() - 1 - i);
            step.handle(layer, upwards ? v -> v.below : v -> v.above);
        }
    }

    private void sort(List<Vertex> layer, Function<Vertex, List<Vertex>> neighbours) {
        for (int i = 0; i < layer.size(); i++) {
            Vertex vertex = layer.get(i);
            vertex.wish = mean(neighbours.apply(vertex), i);
        }
        List<Vertex> sorted = sorted(layer, 0);
        layer.clear();
        layer.addAll(sorted);
        for (int i = 0; i < layer.size(); i++) {
            // The middle of the layer is 0, so that layers of different sizes compare.
            layer.get(i).x = i - (layer.size() - 1) / 2.0;
        }
    }

    /** Sorts by the wishes, keeping together what is in one place at this level. */
    private static List<Vertex> sorted(List<Vertex> layer, int level) {
        Map<Object, List<Vertex>> groups = new HashMap<>();
        List<List<Vertex>> inOrder = new ArrayList<>();
        for (Vertex vertex : layer) {
            Object key = vertex.place.size() > level ? vertex.place.get(level) : vertex;
            groups.computeIfAbsent(key, k -> {
                        List<Vertex> group = new ArrayList<>();
                        inOrder.add(group);
                        return group;
                    })
                    .add(vertex);
        }
        inOrder.sort(Comparator.comparingDouble(
                group -> group.stream().mapToDouble(v -> v.wish).average().orElse(0)));
        List<Vertex> sorted = new ArrayList<>();
        for (List<Vertex> group : inOrder) {
            sorted.addAll(group.size() == 1 ? group : sorted(group, level + 1));
        }
        return sorted;
    }

    private static double mean(List<Vertex> neighbours, double otherwise) {
        return neighbours.stream().mapToDouble(v -> v.x).average().orElse(otherwise);
    }

    /** Moves vertices towards their neighbours: the mean of what fits from the left and what fits from the right. */
    private void spread(List<Vertex> layer, Function<Vertex, List<Vertex>> neighbours) {
        int n = layer.size();
        double[] fromLeft = new double[n];
        double[] fromRight = new double[n];
        for (int i = 0; i < n; i++) {
            double wish = mean(neighbours.apply(layer.get(i)), layer.get(i).x);
            fromLeft[i] = i == 0 ? wish : Math.max(wish, fromLeft[i - 1] + distance(layer, i));
        }
        for (int i = n - 1; i >= 0; i--) {
            double wish = mean(neighbours.apply(layer.get(i)), layer.get(i).x);
            fromRight[i] = i == n - 1 ? wish : Math.min(wish, fromRight[i + 1] - distance(layer, i + 1));
        }
        for (int i = 0; i < n; i++) {
            layer.get(i).x = (fromLeft[i] + fromRight[i]) / 2;
        }
    }

    /** Returns how far vertex {@code i} is from the one before it, at the least. */
    private static double distance(List<Vertex> layer, int i) {
        return (layer.get(i - 1).width + layer.get(i).width) / 2 + gapAfter(layer, i - 1);
    }

    /** Returns the least gap between vertex {@code i} and the next; 0 after the last. */
    static double gapAfter(List<Vertex> layer, int i) {
        if (i == layer.size() - 1) {
            return 0;
        }
        Vertex left = layer.get(i);
        Vertex right = layer.get(i + 1);
        double gap = left.node == null || right.node == null ? GAP / 2 : GAP;
        return gap + (left.place.equals(right.place) ? 0 : GAP_BETWEEN_PLACES);
    }

    private void stackLayers() {
        double y = 0;
        for (int depth = layers.size() - 1; depth >= 0; depth--) {
            double height =
                    layers.get(depth).stream().mapToDouble(v -> v.height).max().orElse(0);
            for (Vertex vertex : layers.get(depth)) {
                vertex.y = y + height / 2;
                vertex.height = vertex.node == null ? height : vertex.height;
            }
            y += height + LAYER_GAP;
        }
    }
}

package dev.adjoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why one element of a gradient is what it is: {@code dLoss/dw[index] = Σ_paths} of the gradient that flows along that
 * path alone.
 *
 * <p>A path leads from the loss over ops down to {@code w}, through one chosen input of each op. What flows along it is
 * what a backward pass would hand on if each op on the path gave gradients to that input only. Backward passes are
 * linear in the upstream gradient, so the paths sum to the gradient, but for rounding.
 *
 * <pre>{@code
 * Tensor x = Tensor.scalar(3).requiresGrad(true);
 * Explain.of(x.square().add(x.mul(2)), x)
 *
 * d loss / d w = 8, by 2 paths
 * 1) 6, 75 %
 *      loss = add []: 15; gradient 1
 *      pow [], input 0: 9; gradient 1
 *      w [], input 0: 3; gradient 6
 * 2) 2, 25 %
 *      loss = add []: 15; gradient 1
 *      mul [], input 1: 6; gradient 1
 *      w [], input 0: 3; gradient 2
 * }</pre>
 *
 * <p>The number of paths can be exponential in the number of ops. At each fork the way with the largest contribution is
 * followed first, until {@value #MOST_PATHS} paths are complete or {@value #MOST_FORKS} forks passed; all the rest is
 * summed as {@link #other}. A fork costs a backward pass over what is below it for each of its ways. Nothing is
 * accumulated, freed or recorded, and hooks are not called. Percentages are of the sum of magnitudes.
 */
public final class Explain {
    private static final int MOST_PATHS = 20;
    private static final int WIDTH = 78;
    private static final int MOST_FORKS = 2000;
    private static final Comparator<Way> LARGEST = Comparator.comparingDouble(way -> -Math.abs(way.contribution));

    private final Tensor loss;
    private final Tensor w;
    private final int[] index;
    private final double gradient;
    private final List<Path> paths = new ArrayList<>();
    private final PriorityQueue<Way> open = new PriorityQueue<>(LARGEST);
    private int forks;

    /**
     * One path and what flows along it.
     *
     * @param contribution its part of the gradient
     * @param links the tensors on the path, from the loss to {@code w}
     */
    public record Path(double contribution, List<Link> links) {}

    /**
     * One tensor on a path.
     *
     * @param tensor the tensor
     * @param input which input of the op before in the path it is, −1 for the loss
     * @param gradient what flows to it along the path alone, of its shape
     */
    public record Link(Tensor tensor, int input, Tensor gradient) {}

    /** A path as far as it has been followed. */
    private record Way(
            @Nullable Way before, Link link, @Nullable Tensor reach, double contribution) {}

    private Explain(Tensor loss, Tensor w, int[] index) {
        this.loss = loss;
        this.w = w;
        this.index = index;
        Tensor upstream = Upstream.one(loss);
        Tensor whole = gradient(loss, upstream, null);
        if (whole == null) {
            throw new IllegalStateException(
                    "explain: " + TensorHooks.name(loss) + " does not depend on " + TensorHooks.name(w));
        }
        this.gradient = whole.get(index);
        open.add(new Way(null, new Link(loss, -1, upstream), null, gradient));
        follow();
        paths.sort(Comparator.comparingDouble(path -> -Math.abs(path.contribution)));
    }

    /**
     * Explains {@code dLoss/dw[index]}.
     *
     * @param loss a tensor with one element
     * @param w a leaf or a result of an op that the loss depends on
     * @param index the place in w, none for a scalar; negative numbers count from the last
     * @throws IllegalArgumentException if the loss has more elements, w requires no gradients or the index does not fit
     * @throws IllegalStateException if the loss does not depend on w, or the graph was freed
     */
    public static Explain of(Tensor loss, Tensor w, int... index) {
        if (!w.requiresGrad()) {
            throw new IllegalArgumentException("explain: " + TensorHooks.name(w) + " does not require gradients");
        }
        w.get(index);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            return new Explain(loss, w, index.clone());
        }
    }

    private void follow() {
        while (!open.isEmpty() && paths.size() < MOST_PATHS && forks < MOST_FORKS) {
            Way way = open.remove();
            while (way != null && way.link.tensor() != w && forks < MOST_FORKS) {
                way = next(way);
            }
            if (way != null && way.link.tensor() == w) {
                paths.add(new Path(way.link.gradient().get(index), links(way)));
            } else if (way != null) {
                open.add(way);
            }
        }
    }

    /** Returns the way one op further, at a fork the one that contributes most, or null at a dead end. */
    private @Nullable Way next(Way way) {
        List<Way> further = further(way);
        if (further.size() < 2) {
            return further.isEmpty() ? null : further.get(0);
        }
        forks++;
        List<Way> known = new ArrayList<>();
        for (Way one : further) {
            Tensor part = gradient(one.link.tensor(), one.link.gradient(), one.reach);
            known.add(new Way(way, one.link, one.reach, part == null ? 0 : part.get(index)));
        }
        known.sort(LARGEST);
        open.addAll(known.subList(1, known.size()));
        return known.get(0);
    }

    /** Returns the ways one op further that lead to w; if there is one alone, its contribution is that of the way. */
    private List<Way> further(Way way) {
        Op op = way.link.tensor().op();
        List<Way> further = new ArrayList<>();
        if (op != null) {
            Tensor[] inputs = op.recordedInputs();
            NodeGradients.distribute(
                    op,
                    way.link.gradient(),
                    way.reach,
                    (node, i, flow, reach) -> {
                        Op below = inputs[i].op();
                        // The first pass noted on each node whether w is below it.
                        if (inputs[i] == w || (below != null && below.needed)) {
                            further.add(new Way(way, new Link(inputs[i], i, flow), reach, way.contribution));
                        }
                    },
                    GradMode.current().listener);
        }
        return further;
    }

    private static List<Link> links(Way last) {
        List<Link> links = new ArrayList<>();
        for (Way way = last; way != null; way = way.before) {
            links.add(way.link);
        }
        Collections.reverse(links);
        return links;
    }

    /** Returns what reaches w from a tensor with the given gradient, over all paths. */
    private @Nullable Tensor gradient(Tensor from, Tensor flow, @Nullable Tensor reach) {
        Wanted wanted = new Wanted(w);
        new BackwardPass(wanted, GraphOption.RETAIN_GRAPH).run(from, flow, reach);
        return wanted.gradient;
    }

    /** Returns the element of the gradient. */
    public double gradient() {
        return gradient;
    }

    /** Returns the paths that were followed to their end, the largest contribution first. */
    public List<Path> paths() {
        return Collections.unmodifiableList(paths);
    }

    /** Returns the sum of all other paths, 0 if there are none. */
    public double other() {
        return open.stream().mapToDouble(Way::contribution).sum();
    }

    /** Tells whether all paths are in {@link #paths}. */
    public boolean isComplete() {
        return open.isEmpty();
    }

    /** Returns the contributions and the values on their paths. */
    @Override
    public String toString() {
        String text = "d loss / d w" + (index.length == 0 ? "" : Arrays.toString(index)) + " = "
                + TensorSummary.number(gradient) + ", by " + paths.size() + (paths.size() == 1 ? " path" : " paths")
                + (isComplete() ? "" : " and others");
        double magnitudes =
                paths.stream().mapToDouble(p -> Math.abs(p.contribution)).sum() + Math.abs(other());
        StringBuilder all = new StringBuilder(text);
        for (int i = 0; i < paths.size(); i++) {
            double part = paths.get(i).contribution;
            all.append("\n").append(i + 1).append(") ").append(part(part, magnitudes));
            all.append(paths.get(i).links.stream().map(this::line).collect(Collectors.joining()));
        }
        if (!isComplete()) {
            all.append("\nother paths, summed) ").append(part(other(), magnitudes));
        }
        return all.toString();
    }

    private static String part(double part, double magnitudes) {
        String number = TensorSummary.number(part);
        return magnitudes == 0 ? number : number + ", " + Math.round(100 * Math.abs(part) / magnitudes) + " %";
    }

    private String line(Link link) {
        Tensor tensor = link.tensor();
        String input = link.input() < 0 ? "" : ", input " + link.input();
        String value = "     " + name(tensor) + " " + tensor.shape() + input + ": " + tensor.summary();
        String flow = "gradient " + link.gradient().summary();
        boolean fits = value.length() + flow.length() <= WIDTH;
        return "\n" + value + (fits ? "; " : "\n       ") + flow;
    }

    private String name(Tensor tensor) {
        Op op = tensor.op();
        String what = op == null ? "" : op.name();
        String role = tensor == loss ? "loss" : tensor == w ? "w" : "";
        return role.isEmpty() || what.isEmpty() ? role + what : role + " = " + what;
    }

    /** Takes the gradient of one tensor. */
    private static final class Wanted implements GradientSink {
        private final Tensor tensor;
        private @Nullable Tensor gradient;

        Wanted(Tensor tensor) {
            this.tensor = tensor;
        }

        @Override
        public boolean wants(Tensor other) {
            return other == tensor;
        }

        @Override
        public void accept(Tensor wanted, Tensor part) {
            gradient = gradient == null ? part : gradient.add(part);
        }

        @Override
        public @Nullable Tensor wantedOutput(Op op) {
            return op == tensor.op() ? tensor : null;
        }

        @Override
        public boolean callsHooks() {
            return false;
        }
    }
}

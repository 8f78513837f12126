package dev.adjoint.graph;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.OpListener;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Notes while it watches, for {@link GraphView}: the place of each recorded op, a layer for instance, and in backward
 * passes the gradient of each op's output.
 *
 * <pre>{@code
 * GraphRecorder recorder = new GraphRecorder(names::get); // a Map<Object, String>, of modules and their names
 * Tensor loss;
 * try (Autograd.Watch watch = Autograd.watch(recorder)) {
 *     loss = model.apply(x).square().mean();
 *     view = GraphView.of(loss, model.namedParameters(), recorder);
 *     loss.backward();
 * }
 * System.out.println(view);
 * }</pre>
 *
 * <p>It keeps all ops it saw, and with them their tensors: for a step or two, not for a training run.
 */
public final class GraphRecorder implements OpListener {
    private final Function<Object, @Nullable String> label;
    private final IdentityHashMap<Op, List<String>> places = new IdentityHashMap<>();
    private final IdentityHashMap<Op, Tensor> gradients = new IdentityHashMap<>();

    /** Makes a recorder that names no places. */
    public GraphRecorder() {
        this(place -> null);
    }

    /**
     * Makes a recorder.
     *
     * @param label returns what a place of {@link Autograd#enter} is called, or null to leave it out
     */
    public GraphRecorder(Function<Object, @Nullable String> label) {
        this.label = label;
    }

    @Override
    public void afterForward(Op op, Tensor[] inputs, Tensor output) {
        if (output.op() == op) {
            List<String> labels = new ArrayList<>();
            for (Object place : Autograd.places()) {
                String name = label.apply(place);
                if (name != null) {
                    labels.add(name);
                }
            }
            places.put(op, labels);
        }
    }

    @Override
    public void beforeBackward(Op op, Tensor upstream) {
        gradients.put(op, upstream);
    }

    /** Returns the labels of the places where the op was applied, the outermost first; none if it was not seen. */
    public List<String> places(Op op) {
        return places.getOrDefault(op, List.of());
    }

    /** Returns the gradient of the op's output in the last backward pass, or null if none was seen. */
    public @Nullable Tensor gradient(Op op) {
        return gradients.get(op);
    }
}

package dev.adjoint.examples.toys;

import dev.adjoint.Autograd;
import dev.adjoint.BackwardSteps;
import dev.adjoint.Explain;
import dev.adjoint.GraphOption;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.graph.GraphRecorder;
import dev.adjoint.graph.GraphView;
import dev.adjoint.nn.Linear;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.io.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks inside the backward pass of a network with two inputs, two hidden units and one output. */
final class GraphToy implements Toy {
    @Override
    public String name() {
        return "graph";
    }

    @Override
    public String summary() {
        return "shows the graph, each backward step and one gradient, path by path";
    }

    @Override
    public void run(Options options) throws IOException {
        Rng.seed(options.seed());
        Tensor x = Tensor.of(new float[][] {{1, -2}});
        Tensor target = Tensor.of(new float[][] {{0.5f}});
        Sequential model = new Sequential(new Linear(2, 2), new Tanh(), new Linear(2, 1));

        GraphRecorder recorder = new GraphRecorder(names(model)::get);
        Screen screen = options.screen();
        try (Autograd.Watch watch = Autograd.watch(recorder)) {
            Tensor loss = model.apply(x).sub(target).square().mean();
            Map<String, Tensor> tensors = new LinkedHashMap<>(model.namedParameters());
            tensors.put("x", x);
            tensors.put("target", target);
            tensors.put("loss", loss);
            GraphView view = GraphView.of(loss, tensors, recorder);

            try (BackwardSteps steps = loss.backwardSteps(GraphOption.RETAIN_GRAPH)) {
                while (steps.hasNext()) {
                    screen.line("%s", steps.next());
                }
            }
            screen.line();
            screen.line("%s", view);
            screen.line();
            screen.line("%s", Explain.of(loss, model.parameters().get(0), 0, 1));
            write(options, "graph.svg", view.toSvg());
            write(options, "graph.dot", view.toDot());
        }
    }

    /** Returns what to call the layers of a model: their names in it. */
    private static IdentityHashMap<Object, String> names(Module model) {
        IdentityHashMap<Object, String> names = new IdentityHashMap<>();
        model.children()
                .forEach((name, layer) ->
                        names.put(layer, name + " " + layer.getClass().getSimpleName()));
        return names;
    }

    private static void write(Options options, String name, String text) throws IOException {
        Files.createDirectories(options.out());
        Path file = options.out().resolve(name);
        WholeFile.write(file, text);
        options.screen().line("picture  %s", file);
    }
}

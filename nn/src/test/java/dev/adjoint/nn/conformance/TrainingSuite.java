package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Sequential;
import dev.adjoint.nn.data.Batch;
import dev.adjoint.nn.data.DataLoader;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code training.json}: whole training runs from a seed: the parameters as they are drawn, the batches, the loss of
 * each step, and the parameters and buffers in the end.
 */
final class TrainingSuite implements Suite {
    /** For drawn parameters: a few ulps of a normal number. */
    private static final Tolerance DRAWN = new Tolerance(0, 1e-6);

    private static final Tolerance EXACT = new Tolerance(0, 0);

    /** What the models of the file call the arguments of layers. */
    private static final Map<String, List<String>> ARGUMENTS = Map.of(
            "in", List.of("in_features", "in_channels"),
            "out", List.of("out_features", "out_channels"),
            "kernel", List.of("kernel_size"),
            "features", List.of("num_features"),
            "shape", List.of("normalized_shape"),
            "num", List.of("num_embeddings"),
            "dim", List.of("embedding_dim", "dim"));

    private final ModuleTable modules;
    private final OpTable losses;

    TrainingSuite(ModuleTable modules, OpTable losses) {
        this.modules = modules;
        this.losses = losses;
    }

    @Override
    public void run(Case one) {
        Rng rng = Rng.seed(Json.integer(one.node("seed")));
        Sequential net = model(one.node("model"), rng);
        DRAWN.check("initial", net.namedParameters(), one.named("initial"));
        Optimizer optimizer = optimizer(one.node("optimizer"), net);
        LrScheduler scheduler = one.has("scheduler") ? scheduler(one.node("scheduler"), optimizer) : null;

        Batches batches = new Batches(one);
        Attributes lossAttributes = lossAttributes();
        for (int step = 0; step < Json.integer(one.node("steps")); step++) {
            Batch batch = batches.next(step);
            Map<String, Tensor> inputs = new LinkedHashMap<>();
            inputs.put("input", net.apply(batch.inputs()));
            inputs.put("target", batch.targets());
            Tensor loss = losses.compute(one.text("loss"), new Inputs(inputs), lossAttributes)
                    .get(0);
            new Tolerance(
                            Json.number(one.node("rtol")),
                            Json.number(one.node("loss_atol").required(step)))
                    .check(
                            "loss of step " + step,
                            loss.detach(),
                            number(one.node("losses").required(step)));
            optimizer.zeroGrad();
            loss.backward();
            optimizer.step();
            if (scheduler != null) {
                scheduler.step();
            }
        }
        new Tolerance(Json.number(one.node("final_rtol")), Json.number(one.node("final_atol")))
                .check("final", net.stateDict(), one.named("final"));
    }

    private static Tensor number(JsonNode value) {
        return Tensor.scalar(DType.FLOAT32, Json.number(value));
    }

    private Sequential model(JsonNode model, Rng rng) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode layer : model) {
            ObjectNode arguments = layer.deepCopy();
            layer.properties()
                    .forEach(entry -> ARGUMENTS
                            .getOrDefault(entry.getKey(), List.of())
                            .forEach(name -> arguments.set(name, entry.getValue())));
            layers.add((Layer)
                    modules.build(layer.required("type").asText(), new Attributes(arguments), rng, DType.FLOAT32)
                            .module());
        }
        return new Sequential(layers.toArray(Layer[]::new));
    }

    /** Returns the defaults of all losses. */
    private static Attributes lossAttributes() {
        return new Attributes(JsonNodeFactory.instance
                .objectNode()
                .put("reduction", "mean")
                .put("label_smoothing", 0.0)
                .put("ignore_index", -100)
                .put("beta", 1.0)
                .put("delta", 1.0));
    }

    private static Optimizer optimizer(JsonNode settings, Sequential net) {
        return OptimizerTable.build(settings.required("type").asText(), options(settings), net.parameters());
    }

    private static LrScheduler scheduler(JsonNode settings, Optimizer optimizer) {
        return SchedulerTable.build(settings.required("type").asText(), options(settings), optimizer);
    }

    private static Options options(JsonNode settings) {
        ObjectNode options = settings.deepCopy();
        options.remove("type");
        return new Options(options);
    }

    /** The batches of the steps, epoch after epoch, compared with the rows that the case lists. */
    private static final class Batches {
        private final Batch all;
        private final @Nullable DataLoader loader;
        private final JsonNode order;
        private @Nullable Iterator<Batch> epoch;

        Batches(Case one) {
            all = new Batch(Json.tensor(one.node("x")), Json.tensor(one.node("y")));
            loader = one.has("batch")
                    ? new DataLoader(all.inputs(), all.targets(), Math.toIntExact(Json.integer(one.node("batch"))))
                            .shuffle(true)
                    : null;
            order = one.node("order");
        }

        Batch next(int step) {
            if (loader == null) {
                return all;
            }
            if (epoch == null || !epoch.hasNext()) {
                epoch = loader.iterator();
            }
            Batch batch = epoch.next();
            int[] rows = Json.integers(order.required(step));
            Tensor index = Tensor.of(Arrays.stream(rows).asLongStream().toArray());
            EXACT.check("inputs of step " + step, batch.inputs(), all.inputs().indexSelect(0, index));
            EXACT.check(
                    "targets of step " + step, batch.targets(), all.targets().indexSelect(0, index));
            assertThat(batch.size()).isEqualTo(rows.length);
            return batch;
        }
    }
}

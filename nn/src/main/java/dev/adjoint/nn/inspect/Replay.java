package dev.adjoint.nn.inspect;

import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.internal.Finite;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs forward and backward of each step of a training, and if loss or gradients are not finite, once more under
 * {@link Anomaly} to say which op made the first NaN or infinity.
 *
 * <pre>{@code
 * Replay replay = new Replay(net);
 * for (Batch batch : loader) {
 *     optimizer.zeroGrad();
 *     replay.step(() -> {
 *         Tensor loss = Losses.crossEntropy(net.apply(batch.inputs()), batch.targets());
 *         loss.backward();
 *         return loss;
 *     });
 *     optimizer.step();
 * }
 * }</pre>
 *
 * <p>The second run starts from the same parameters, buffers, gradients and default random stream. A healthy step costs
 * one pass over the gradients, a copy of the buffers and of the state of the stream.
 */
public final class Replay {
    private final Module model;
    private final List<Tensor> parameters;
    private final Map<Tensor, Tensor> buffers = new LinkedHashMap<>();
    private final List<@Nullable Tensor> gradients = new ArrayList<>();
    private long[] stream = {};

    /** Makes the replay of steps of a network. */
    public Replay(Module model) {
        this.model = model;
        parameters = model.parameters();
        model.namedBuffers().values().forEach(buffer -> buffers.put(buffer, buffer.copy()));
    }

    /** As {@link #step(String, Supplier)}, named {@code step} in messages. */
    public Tensor step(Supplier<Tensor> step) {
        return step("step", step);
    }

    /**
     * Runs a step.
     *
     * @param name what the message starts with, {@code batch 3}
     * @param step computes the loss, runs backward and returns the loss; the parameters stay
     * @return the loss, which is finite
     * @throws AnomalyException if the loss or a gradient of a parameter is NaN or infinite; all is then as it was
     *     before the step
     */
    public Tensor step(String name, Supplier<Tensor> step) {
        remember();
        Tensor loss = step.get();
        String wrong = wrong(loss);
        if (wrong == null) {
            return loss;
        }
        restore();
        try {
            throw explained(name + ": " + wrong, step);
        } finally {
            restore();
        }
    }

    private void remember() {
        stream = Rng.current().state();
        gradients.clear();
        parameters.forEach(parameter -> gradients.add(parameter.grad()));
        buffers.forEach((buffer, copy) -> copy.copyFrom(buffer));
    }

    private void restore() {
        Rng.current().restore(stream);
        for (int i = 0; i < gradients.size(); i++) {
            parameters.get(i).setGrad(gradients.get(i));
        }
        buffers.forEach(Tensor::copyFrom);
    }

    /** Returns what is not finite, or null. */
    private @Nullable String wrong(Tensor loss) {
        if (!Finite.isFinite(loss)) {
            return "the loss is " + loss.item();
        }
        for (Tensor parameter : parameters) {
            Tensor gradient = parameter.grad();
            if (gradient != null && !Finite.isFinite(gradient)) {
                int nans = Finite.count(gradient, Finite.Kind.NAN);
                int infinities = Finite.count(gradient, Finite.Kind.INFINITE);
                return "the gradient of " + name(parameter) + " has " + Figures.bad(nans, infinities, gradient.size());
            }
        }
        return null;
    }

    private String name(Tensor parameter) {
        for (Map.Entry<String, Tensor> named : model.namedParameters().entrySet()) {
            if (named.getValue() == parameter) {
                return named.getKey();
            }
        }
        return "a parameter";
    }

    private AnomalyException explained(String message, Supplier<Tensor> step) {
        boolean isFinite = false;
        AnomalyReport report;
        try (Anomaly watch = Anomaly.detect(model)) {
            isFinite = Finite.kind(step.get()) == Finite.Kind.FINITE;
            report = watch.suspicion();
        } catch (AnomalyException found) {
            report = found.report();
        }
        if (report != null) {
            return new AnomalyException(message + "\n  first by " + report, report);
        }
        String again = isFinite ? "; when run again it was finite" : "; no op was seen to make it";
        return new AnomalyException(message + again, null);
    }
}

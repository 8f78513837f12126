package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Tensor;
import dev.adjoint.nn.optim.Gradients;
import dev.adjoint.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code optim.json}: the parameters after each step of an optimiser, and gradients after they were clipped. */
final class OptimSuite implements Suite {
    @Override
    public void run(Case one) {
        List<Tensor> parameters = new ArrayList<>();
        one.node("params").forEach(json -> parameters.add(Json.tensor(json).requiresGrad(true)));
        Options at = new Options(one.node("attrs"));
        switch (one.text("optimizer")) {
            case "clip_grad_norm_" -> clipNorm(one, at, parameters);
            case "clip_grad_value_" -> clipValue(one, at, parameters);
            default -> optimize(one, OptimizerTable.build(one.text("optimizer"), at, parameters));
        }
    }

    private static void optimize(Case one, Optimizer optimizer) {
        forEachStep(one, optimizer.parameters(), step -> {
            optimizer.step();
            return optimizer.parameters();
        });
    }

    private static void clipNorm(Case one, Options at, List<Tensor> parameters) {
        double maxNorm = at.number("max_norm");
        double p = at.number("norm_type", 2);
        boolean errorIfNonfinite = at.flag("error_if_nonfinite", false);
        at.ignore("foreach");
        at.checkAllUsed("clip_grad_norm_");
        forEachStep(one, parameters, step -> {
            double norm = Gradients.clipNorm(parameters, maxNorm, p, errorIfNonfinite);
            Tensor want = Json.tensor(one.node("total_norm").get(step));
            one.tolerance().check("total norm of step " + step, Tensor.scalar(want.dtype(), norm), want);
            return gradients(parameters);
        });
    }

    private static void clipValue(Case one, Options at, List<Tensor> parameters) {
        double limit = at.number("clip_value");
        at.ignore("foreach");
        at.checkAllUsed("clip_grad_value_");
        forEachStep(one, parameters, step -> {
            Gradients.clipValue(parameters, limit);
            return gradients(parameters);
        });
    }

    private static List<@Nullable Tensor> gradients(List<Tensor> parameters) {
        List<@Nullable Tensor> gradients = new ArrayList<>();
        parameters.forEach(parameter -> gradients.add(parameter.grad()));
        return gradients;
    }

    /** Makes a step and returns what {@code after} shows. */
    private interface Step {
        List<? extends @Nullable Tensor> make(int number);
    }

    /** Sets the gradients of each step, makes it and compares. */
    private static void forEachStep(Case one, List<Tensor> parameters, Step step) {
        JsonNode grads = one.node("grads");
        JsonNode after = one.node("after");
        assertThat(after.size()).as("steps").isEqualTo(grads.size());
        for (int i = 0; i < grads.size(); i++) {
            List<@Nullable Tensor> gradients = Json.tensors(grads.get(i));
            assertThat(gradients).as("gradients").hasSameSizeAs(parameters);
            for (int k = 0; k < parameters.size(); k++) {
                parameters.get(k).setGrad(gradients.get(k));
            }
            List<? extends @Nullable Tensor> got = step.make(i);
            List<@Nullable Tensor> want = Json.tensors(after.get(i));
            for (int k = 0; k < parameters.size(); k++) {
                check(one, "tensor " + k + " after step " + i, got.get(k), want.get(k));
            }
        }
    }

    private static void check(Case one, String what, @Nullable Tensor got, @Nullable Tensor want) {
        if (got == null || want == null) {
            assertThat(got).as(what).isEqualTo(want);
        } else {
            one.tolerance().check(what, got, want);
        }
    }
}

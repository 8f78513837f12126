package dev.adjoint.nn.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Tensor;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import dev.adjoint.nn.optim.Sgd;
import java.util.List;

/** {@code schedulers.json}: the learning rate after a scheduler was made, then after each of its steps. */
final class SchedulerSuite implements Suite {
    @Override
    public void run(Case one) {
        Tensor parameter = Tensor.zeros(1).requiresGrad(true);
        Optimizer optimizer = new Sgd(List.of(parameter), Json.number(one.node("base_lr")));
        Options at = new Options(one.node("attrs"));
        JsonNode lrs = one.node("lrs");
        if (one.text("scheduler").equals("ReduceLROnPlateau")) {
            JsonNode metrics = one.node("metrics");
            assertThat(lrs.size()).as("learning rates").isEqualTo(metrics.size() + 1);
            ReduceLrOnPlateau scheduler = SchedulerTable.plateau(at, optimizer);
            check(one, optimizer, lrs, step -> scheduler.step(Json.number(metrics.get(step))));
        } else {
            LrScheduler scheduler = SchedulerTable.build(one.text("scheduler"), at, optimizer);
            check(one, optimizer, lrs, step -> scheduler.step());
        }
    }

    private interface Step {
        void make(int number);
    }

    private static void check(Case one, Optimizer optimizer, JsonNode lrs, Step step) {
        for (int i = 0; i < lrs.size(); i++) {
            if (i > 0) {
                step.make(i - 1);
            }
            double want = Json.number(lrs.get(i));
            if (!one.tolerance().accepts(optimizer.lr(), want)) {
                fail("learning rate after %d steps: expected %s, got %s", i, want, optimizer.lr());
            }
        }
    }
}

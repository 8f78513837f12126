package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.nn.optim.ConstantLr;
import dev.adjoint.nn.optim.CosineAnnealingLr;
import dev.adjoint.nn.optim.CosineAnnealingWarmRestarts;
import dev.adjoint.nn.optim.CyclicLr;
import dev.adjoint.nn.optim.ExponentialLr;
import dev.adjoint.nn.optim.LinearLr;
import dev.adjoint.nn.optim.LrScheduler;
import dev.adjoint.nn.optim.MultiStepLr;
import dev.adjoint.nn.optim.OneCycleLr;
import dev.adjoint.nn.optim.Optimizer;
import dev.adjoint.nn.optim.PolynomialLr;
import dev.adjoint.nn.optim.ReduceLrOnPlateau;
import dev.adjoint.nn.optim.SequentialLr;
import dev.adjoint.nn.optim.StepLr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The schedulers of the case files by name. */
final class SchedulerTable {
    private SchedulerTable() {}

    /**
     * Builds the named scheduler.
     *
     * @throws IllegalArgumentException if there is no such scheduler or it has no such attribute
     */
    static LrScheduler build(String name, Options at, Optimizer optimizer) {
        LrScheduler scheduler =
                switch (name) {
                    case "StepLR" -> new StepLr(optimizer, at.integer("step_size"), at.number("gamma", 0.1));
                    case "MultiStepLR" ->
                        new MultiStepLr(optimizer, integers(at.node("milestones")), at.number("gamma", 0.1));
                    case "ExponentialLR" -> new ExponentialLr(optimizer, at.number("gamma"));
                    case "ConstantLR" ->
                        new ConstantLr(optimizer, at.number("factor", 1.0 / 3), at.integer("total_iters", 5));
                    case "LinearLR" ->
                        new LinearLr(
                                optimizer,
                                at.number("start_factor", 1.0 / 3),
                                at.number("end_factor", 1),
                                at.integer("total_iters", 5));
                    case "PolynomialLR" ->
                        new PolynomialLr(optimizer, at.integer("total_iters", 5), at.number("power", 1));
                    case "CosineAnnealingLR" ->
                        new CosineAnnealingLr(optimizer, at.integer("T_max"), at.number("eta_min", 0));
                    case "CosineAnnealingWarmRestarts" ->
                        new CosineAnnealingWarmRestarts(
                                optimizer, at.integer("T_0"), at.integer("T_mult", 1), at.number("eta_min", 0));
                    case "OneCycleLR" -> oneCycle(at, optimizer);
                    case "CyclicLR" -> cyclic(at, optimizer);
                    case "SequentialLR" -> sequential(at, optimizer);
                    default -> throw new IllegalArgumentException("scheduler table: no scheduler " + name);
                };
        if (at.integer("last_epoch", -1) != -1) {
            throw new IllegalArgumentException(name + ": cannot start in the middle");
        }
        at.checkAllUsed(name);
        return scheduler;
    }

    /** Builds the one scheduler that is stepped with a metric. */
    static ReduceLrOnPlateau plateau(Options at, Optimizer optimizer) {
        ReduceLrOnPlateau scheduler = new ReduceLrOnPlateau(optimizer)
                .mode(constant(ReduceLrOnPlateau.Mode.class, at.text("mode", "min")))
                .factor(at.number("factor", 0.1))
                .patience(at.integer("patience", 10))
                .threshold(at.number("threshold", 1e-4))
                .thresholdMode(constant(ReduceLrOnPlateau.ThresholdMode.class, at.text("threshold_mode", "rel")))
                .cooldown(at.integer("cooldown", 0))
                .minLr(at.numbers("min_lr", 0))
                .eps(at.number("eps", 1e-8));
        at.checkAllUsed("ReduceLROnPlateau");
        return scheduler;
    }

    private static LrScheduler oneCycle(Options at, Optimizer optimizer) {
        int totalSteps =
                at.has("total_steps") ? at.integer("total_steps") : at.integer("epochs") * at.integer("steps_per_epoch");
        return new OneCycleLr(optimizer, at.numbers("max_lr"), totalSteps)
                .pctStart(at.number("pct_start", 0.3))
                .anneal(constant(OneCycleLr.Anneal.class, at.text("anneal_strategy", "cos")))
                .cycleMomentum(at.flag("cycle_momentum", true))
                .baseMomentum(at.numbers("base_momentum", 0.85))
                .maxMomentum(at.numbers("max_momentum", 0.95))
                .divFactor(at.number("div_factor", 25))
                .finalDivFactor(at.number("final_div_factor", 1e4))
                .threePhase(at.flag("three_phase", false));
    }

    private static LrScheduler cyclic(Options at, Optimizer optimizer) {
        int up = at.integer("step_size_up", 2000);
        return new CyclicLr(optimizer, at.numbers("base_lr"), at.numbers("max_lr"))
                .stepSizes(up, at.integer("step_size_down", up))
                .mode(constant(CyclicLr.Mode.class, at.text("mode", "triangular")))
                .gamma(at.number("gamma", 1))
                .cycleMomentum(at.flag("cycle_momentum", true))
                .baseMomentum(at.numbers("base_momentum", 0.8))
                .maxMomentum(at.numbers("max_momentum", 0.9));
    }

    private static LrScheduler sequential(Options at, Optimizer optimizer) {
        List<LrScheduler> schedulers = new ArrayList<>();
        for (JsonNode part : at.node("schedulers")) {
            schedulers.add(build(part.required("scheduler").asText(), new Options(part.required("attrs")), optimizer));
        }
        return new SequentialLr(optimizer, schedulers, integers(at.node("milestones")));
    }

    private static List<Integer> integers(JsonNode list) {
        return Arrays.stream(Json.integers(list)).boxed().toList();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}

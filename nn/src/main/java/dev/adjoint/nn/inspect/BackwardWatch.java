package dev.adjoint.nn.inspect;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.optim.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Looks at gradients and at what the optimiser makes of them. */
final class BackwardWatch {
    /** So many backward passes without a gradient make a finding. */
    private static final int WITHOUT_GRADIENT = 3;

    /** So many steps in a row must look ill, those at the start of a training do now and then. */
    private static final int IN_A_ROW = 8;

    private static final int LARGE_IN_A_ROW = 3;

    private static final double VANISHING = 1e-5;
    private static final double EXPLODING = 1e4;
    private static final double LARGE_UPDATE = 0.3;
    private static final double SMALL_UPDATE = 1e-7;

    private final Findings findings;
    private final Optimizer optimizer;
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> weights = new LinkedHashMap<>();
    private final IdentityHashMap<Tensor, Tensor> before = new IdentityHashMap<>();
    private final Set<Tensor> reached = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Tensor> optimised = Collections.newSetFromMap(new IdentityHashMap<>());
    private int passes;
    private boolean flows;
    private int vanishing;
    private int exploding;
    private int large;
    private int small;

    BackwardWatch(Module root, Optimizer optimizer, Findings findings) {
        this.findings = findings;
        this.optimizer = optimizer;
        optimised.addAll(optimizer.parameters());
        parameters = new LinkedHashMap<>(root.namedParameters());
        parameters.values().removeIf(parameter -> !parameter.requiresGrad());
        parameters.forEach((name, parameter) -> {
            if (parameter.rank() >= 2) {
                weights.put(name, parameter);
            }
        });
    }

    /** Looks for parameters of the network that the optimiser does not have. */
    void checkMembers() {
        List<String> missing = names(parameter -> !optimised.contains(parameter));
        if (!missing.isEmpty()) {
            findings.error(
                    "parameters that are not in the optimiser",
                    Findings.some(missing),
                    missing.size() + " of " + parameters.size() + " parameters will never change",
                    "make the optimiser after the network, of all its parameters(); requiresGrad(false) for those"
                            + " that are to stay");
        }
    }

    private List<String> names(Predicate<Tensor> wanted) {
        List<String> names = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            if (wanted.test(parameter)) {
                names.add(name);
            }
        });
        return names;
    }

    /**
     * Called before a backward pass: compares with the parameters after the last one.
     *
     * @param worse whether the loss is larger than the first was
     */
    void beforeBackward(boolean worse) {
        boolean stepped = before.entrySet().stream()
                .anyMatch(entry -> !entry.getKey().detach().bitEquals(entry.getValue()));
        if (stepped) {
            checkStale();
            checkUpdate(worse);
        }
        before.clear();
    }

    private void checkStale() {
        List<String> stale = names(parameter -> {
            Tensor gradient = parameter.grad();
            return optimised.contains(parameter) && gradient != null && Units.norm(gradient) > 0;
        });
        if (!stale.isEmpty()) {
            findings.error(
                    "gradients that are not reset",
                    Findings.some(stale),
                    stale.size() + " of " + parameters.size()
                            + " parameters still had the gradient of the last step when the next backward pass began",
                    "call optimizer.zeroGrad() once before each backward pass");
        }
    }

    private void checkUpdate(boolean worse) {
        double update = 0;
        double norm = 0;
        for (Tensor weight : weights.values()) {
            Tensor old = before.get(weight);
            if (old != null) {
                update += Units.squares(weight.detach().sub(old));
                norm += Units.squares(old);
            }
        }
        if (norm == 0 || !flows) {
            return;
        }
        double ratio = Math.sqrt(update / norm);
        large = ratio > LARGE_UPDATE && worse ? large + 1 : 0;
        small = ratio < SMALL_UPDATE ? small + 1 : 0;
        String measured = "the last step changed the weights by " + Figures.of(ratio)
                + " of their norm, at the learning rate " + Figures.of(optimizer.lr());
        if (large == LARGE_IN_A_ROW) {
            findings.warning(
                    "large steps",
                    "",
                    measured + ", and the loss is larger than at first",
                    "about 0.001 is usual: lower the learning rate, or clip the gradients");
        }
        if (small == IN_A_ROW) {
            findings.warning(
                    "small steps", "", measured, "about 0.001 is usual: raise the learning rate, see its schedule");
        }
    }

    /** Called after a backward pass, before the step. */
    void afterBackward() {
        passes++;
        parameters.values().stream().filter(p -> p.grad() != null).forEach(reached::add);
        if (passes == WITHOUT_GRADIENT) {
            checkReached();
        }
        checkLayers();
        parameters.forEach((name, parameter) ->
                before.put(parameter, parameter.detach().copy().keep()));
    }

    private void checkReached() {
        List<String> without = names(parameter -> !reached.contains(parameter));
        if (!without.isEmpty()) {
            findings.warning(
                    "parameters without gradient",
                    Findings.some(without),
                    without.size() + " of " + parameters.size() + " parameters got none in " + passes
                            + " backward passes",
                    "use them in the loss, look for a detach() or noGrad() before it, or requiresGrad(false)");
        }
    }

    private void checkLayers() {
        @Nullable String first = null;
        String last = "";
        double start = 0;
        double end = 0;
        for (Map.Entry<String, Tensor> entry : weights.entrySet()) {
            Tensor gradient = entry.getValue().grad();
            if (gradient == null) {
                continue;
            }
            end = Units.norm(gradient) / Math.sqrt(gradient.size());
            last = entry.getKey();
            if (first == null) {
                first = last;
                start = end;
            }
        }
        flows = start > 0 || end > 0;
        if (first == null || end == 0) {
            return;
        }
        vanishing = start < VANISHING * end ? vanishing + 1 : 0;
        exploding = start > EXPLODING * end ? exploding + 1 : 0;
        String where = first + " to " + last;
        String measured = "the root of the mean square of the gradient is " + Figures.of(start) + " in " + first
                + " and " + Figures.of(end) + " in " + last;
        if (vanishing == IN_A_ROW) {
            findings.warning(
                    "vanishing gradients",
                    where,
                    measured,
                    "use ReLU-like activations, normalisation, residual connections, or Kaiming or Xavier weights");
        }
        if (exploding == IN_A_ROW) {
            findings.warning(
                    "exploding gradients", where, measured, "use smaller initial weights, normalisation, or clipNorm");
        }
    }
}

package dev.adjoint.nn.inspect;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.OpListener;
import dev.adjoint.Tensor;
import dev.adjoint.nn.Module;
import dev.adjoint.nn.internal.Finite;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at what each op makes and throws at the first that makes numbers worse. */
final class AnomalyListener implements OpListener {
    private final IdentityHashMap<Module, String> modules = new IdentityHashMap<>();
    private final IdentityHashMap<Tensor, String> parameters = new IdentityHashMap<>();
    private final Map<Op, Origin> origins = new WeakHashMap<>();
    private final Deque<Op> running = new ArrayDeque<>();
    private @Nullable AnomalyReport suspicion;
    private boolean lookingAway;

    /** Where an op was applied. */
    private record Origin(
            @Nullable StackTraceElement line, @Nullable String module) {}

    AnomalyListener(@Nullable Module root) {
        if (root != null) {
            root.namedModules().forEach((path, module) -> modules.put(module, ModuleNames.of(path, module)));
            root.namedParameters().forEach((name, tensor) -> parameters.put(tensor, name));
        }
    }

    @Nullable
    AnomalyReport suspicion() {
        return suspicion;
    }

    @Override
    public void beforeForward(Op op, Tensor[] inputs) {
        begin(op);
    }

    @Override
    public void beforeBackward(Op op, Tensor upstream) {
        begin(op);
    }

    private void begin(Op op) {
        if (!lookingAway) {
            running.push(op);
        }
    }

    @Override
    public void afterFailure(Op op) {
        running.remove(op);
    }

    /** Tells whether the op that ends is no part of another, whose result is looked at. */
    private boolean isOutermost(Op op) {
        if (lookingAway) {
            return false;
        }
        boolean known = running.remove(op); // no longer if the watch began inside of it
        return known && running.isEmpty();
    }

    @Override
    public void afterForward(Op op, Tensor[] inputs, Tensor output) {
        if (!isOutermost(op)) {
            return;
        }
        lookingAway = true;
        try {
            Origin origin = new Origin(CallStack.userLine(), module());
            origins.put(op, origin);
            Finite.Kind made = Finite.kind(output);
            if (made != Finite.Kind.FINITE) {
                judge(made, worst(inputs), () -> forward(op, inputs, output, origin));
            }
        } finally {
            lookingAway = false;
        }
    }

    @Override
    public void afterBackward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {
        if (!isOutermost(op)) {
            return;
        }
        lookingAway = true;
        try {
            Finite.Kind made = worst(gradients);
            if (made != Finite.Kind.FINITE) {
                Finite.Kind given = worst(op.inputs()).or(Finite.kind(upstream));
                judge(made, given, () -> backward(op, upstream, gradients));
            }
        } finally {
            lookingAway = false;
        }
    }

    /** Throws if numbers got worse, or were NaN already when the first op that was watched got them. */
    private void judge(Finite.Kind made, Finite.Kind given, Supplier<AnomalyReport> report) {
        if (given == made && made == Finite.Kind.INFINITE) {
            suspicion = suspicion == null ? report.get() : suspicion;
        } else if (given.compareTo(made) <= 0) {
            AnomalyReport found = report.get();
            throw new AnomalyException(found.toString(), found);
        }
    }

    private static Finite.Kind worst(@Nullable Tensor[] tensors) {
        Finite.Kind worst = Finite.Kind.FINITE;
        for (Tensor tensor : tensors) {
            worst = tensor == null ? worst : worst.or(Finite.kind(tensor));
        }
        return worst;
    }

    private @Nullable String module() {
        List<Object> places = Autograd.places();
        for (int i = places.size() - 1; i >= 0; i--) {
            if (places.get(i) instanceof Module module) {
                return modules.getOrDefault(module, ModuleNames.kind(module));
            }
        }
        return null;
    }

    private AnomalyReport forward(Op op, Tensor[] inputs, Tensor output, Origin origin) {
        Finite.Kind made = Finite.kind(output);
        for (int i = 0; i < inputs.length; i++) {
            if (Finite.kind(inputs[i]) == made) {
                return report(op, false, "input " + i, inputs[i], origin, operands(inputs));
            }
        }
        return report(op, false, "output", output, origin, operands(inputs));
    }

    private AnomalyReport backward(Op op, Tensor upstream, @Nullable Tensor[] gradients) {
        Origin origin = origins.getOrDefault(op, new Origin(null, null));
        Finite.Kind made = worst(gradients);
        List<String> operands = operands(op.inputs());
        operands.add("upstream  " + Figures.describe(upstream));
        if (Finite.kind(upstream) == made) {
            return report(op, true, "upstream gradient", upstream, origin, operands);
        }
        for (int i = 0; i < gradients.length; i++) {
            Tensor gradient = gradients[i];
            if (gradient != null && Finite.kind(gradient) == made) {
                return report(op, true, "gradient of input " + i, gradient, origin, operands);
            }
        }
        throw new IllegalStateException(op.name() + ": no gradient is " + made);
    }

    private List<String> operands(Tensor[] inputs) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            String name = parameters.get(inputs[i]);
            lines.add("input " + i + "   " + Figures.describe(inputs[i])
                    + (name == null ? "" : ", the parameter " + name));
        }
        return lines;
    }

    private static AnomalyReport report(
            Op op, boolean backward, String what, Tensor tensor, Origin origin, List<String> operands) {
        return new AnomalyReport(
                op.name(),
                backward,
                what,
                tensor.shape(),
                Finite.count(tensor, Finite.Kind.NAN),
                Finite.count(tensor, Finite.Kind.INFINITE),
                origin.line,
                origin.module,
                List.copyOf(operands));
    }
}

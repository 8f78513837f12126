package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.op.RecurrentOp.SequenceGradient;
import dev.adjoint.op.RecurrentOp.StepGradient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The gradients of a {@link RecurrentOp} step by step in tensor operations, which can be differentiated in turn. */
final class Unrolled {
    private Unrolled() {}

    static SequenceGradient gradients(RecurrentOp op, List<Tensor> inputs, Tensor upstream) {
        List<List<Tensor>> steps = steps(op, inputs);
        int length = steps.size();
        Tensor[] byX = new Tensor[length];
        Tensor[] byProjected = new Tensor[length];
        Tensor[] hidden = new Tensor[length];
        List<@Nullable Tensor> carried = Collections.nCopies(op.states, null);
        for (int i = length - 1; i >= 0; i--) {
            int t = op.time(i, length);
            List<Tensor> before = i == 0
                    ? inputs.subList(RecurrentOp.STATE, inputs.size())
                    : steps.get(op.time(i - 1, length)).subList(0, op.states);
            StepGradient gradient = op.stepGradient(steps.get(t), before, total(upstream, t, carried));
            byX[t] = gradient.x();
            byProjected[t] = gradient.projected();
            hidden[t] = before.get(0);
            carried = new ArrayList<>(gradient.before());
            carried.set(0, plus(gradient.projected().matmul(inputs.get(1)), carried.get(0)));
        }
        return new SequenceGradient(
                Tensor.stack(0, byX), Tensor.stack(0, byProjected), Tensor.stack(0, hidden), carried);
    }

    /** Returns what each step gives, in the order of time. */
    private static List<List<Tensor>> steps(RecurrentOp op, List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int length = x.size(0);
        List<Tensor> state = inputs.subList(RecurrentOp.STATE, inputs.size());
        List<List<Tensor>> steps = new ArrayList<>(Collections.nCopies(length, state));
        for (int i = 0; i < length; i++) {
            int t = op.time(i, length);
            Tensor projected = state.get(0).linear(inputs.get(1), inputs.get(2));
            List<Tensor> step = op.step(x.select(0, t), projected, state);
            steps.set(t, step);
            state = step.subList(0, op.states);
        }
        return steps;
    }

    /** Returns the gradients of the state after a step: from outside, and from the step behind it. */
    private static List<Tensor> total(Tensor upstream, int t, List<? extends @Nullable Tensor> carried) {
        List<Tensor> total = new ArrayList<>();
        for (int k = 0; k < carried.size(); k++) {
            total.add(plus(upstream.select(0, k).select(0, t), carried.get(k)));
        }
        return total;
    }

    private static Tensor plus(Tensor a, @Nullable Tensor b) {
        return b == null ? a : a.add(b);
    }
}

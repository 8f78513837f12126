package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recurrent layer over a whole sequence, in one direction: {@code s_t = step(x_t, h_t−1·Wᵀ + b, s_t−1)}, where h is
 * the first of the one or two tensors of a state s.
 *
 * <p>Takes {@code x: [seq, n, gates·hidden]}, the inputs times their weights already; {@code W: [gates·hidden,
 * hidden]}; {@code b: [gates·hidden]}; and the state before the first step, each tensor {@code [n, hidden]}. Returns
 * the states after each step, {@code [states, seq, n, hidden]}.
 *
 * <p>One op and not one for each step: slices of x, each with a gradient of the size of x, would take time that grows
 * with the square of the length, and the gradient of W is one product over all steps.
 */
abstract class RecurrentOp extends Op {
    /** Where the states start among the inputs. */
    private static final int STATES = 3;

    private final boolean reverse;
    private final List<Saved> inputs = new ArrayList<>();
    private List<List<Saved>> steps = List.of();

    /**
     * For subclasses.
     *
     * @param reverse whether the sequence is read from its end
     */
    RecurrentOp(boolean reverse) {
        this.reverse = reverse;
    }

    /**
     * Computes one step.
     *
     * @param x the projected input, {@code [n, gates·hidden]}
     * @param projected {@code h·Wᵀ + b}, of the same shape
     * @param before the state before
     * @return the state after, and behind it what {@link #stepGradient} needs
     */
    abstract List<Tensor> step(Tensor x, Tensor projected, List<Tensor> before);

    /**
     * Computes the gradients of one step, in tensor operations.
     *
     * @param step what {@link #step} returned
     * @param before the state before
     * @param upstream the gradients of the state after
     */
    abstract StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream);

    /**
     * The gradients of one step by x, by {@code h·Wᵀ + b} and by the state before, as far as it is used otherwise; null
     * where it is not.
     */
    record StepGradient(Tensor x, Tensor projected, List<@Nullable Tensor> before) {}

    @Override
    public Tensor forward(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            inputs.add(save(tensor));
        }
        List<List<Tensor>> all = unroll(List.of(tensors));
        steps = all.stream().map(step -> step.stream().map(this::save).toList()).toList();
        Tensor[] states = new Tensor[tensors.length - STATES];
        for (int k = 0; k < states.length; k++) {
            int state = k;
            states[k] = stack(all.stream().map(step -> step.get(state)).toList());
        }
        return Tensor.stack(0, states);
    }

    /** Returns what each step gives, in the order of time. */
    private List<List<Tensor>> unroll(List<Tensor> tensors) {
        Tensor x = tensors.get(0);
        int length = x.size(0);
        List<Tensor> state = tensors.subList(STATES, tensors.size());
        List<List<Tensor>> all = new ArrayList<>(Collections.nCopies(length, state));
        for (int i = 0; i < length; i++) {
            int t = time(i, length);
            Tensor projected = state.get(0).linear(tensors.get(1), tensors.get(2));
            List<Tensor> step = step(x.select(0, t), projected, state);
            all.set(t, step);
            state = step.subList(0, state.size());
        }
        return all;
    }

    /** Returns the place in the sequence of the i-th step. */
    private int time(int i, int length) {
        return reverse ? length - 1 - i : i;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        List<Tensor> tensors = inputs.stream().map(Saved::get).toList();
        List<List<Tensor>> all = Autograd.isRecording()
                ? unroll(tensors)
                : steps.stream()
                        .map(step -> step.stream().map(Saved::get).toList())
                        .toList();
        int length = all.size();
        List<Tensor> first = tensors.subList(STATES, tensors.size());
        int states = first.size();
        Tensor weight = tensors.get(1);
        List<Tensor> none = Collections.nCopies(length, weight);
        List<Tensor> byX = new ArrayList<>(none);
        List<Tensor> byProjected = new ArrayList<>(none);
        List<Tensor> hidden = new ArrayList<>(none);
        List<@Nullable Tensor> carried = Collections.nCopies(states, null);
        for (int i = length - 1; i >= 0; i--) {
            int t = time(i, length);
            List<Tensor> before = i == 0 ? first : all.get(time(i - 1, length)).subList(0, states);
            StepGradient gradient = stepGradient(all.get(t), before, total(upstream, t, carried));
            byX.set(t, gradient.x());
            byProjected.set(t, gradient.projected());
            hidden.set(t, before.get(0));
            carried = new ArrayList<>(gradient.before());
            carried.set(0, plus(gradient.projected().matmul(weight), carried.get(0)));
        }
        return gradients(tensors.size(), stack(byX), stack(byProjected), stack(hidden), carried);
    }

    private @Nullable Tensor[] gradients(
            int count, Tensor byX, Tensor byProjected, Tensor hidden, List<@Nullable Tensor> byFirst) {
        Tensor rows = byProjected.flatten(0, 1);
        @Nullable Tensor[] gradients = new @Nullable Tensor[count];
        gradients[0] = byX;
        gradients[1] = needsGrad(1) ? rows.t().matmul(hidden.flatten(0, 1)) : null;
        gradients[2] = rows;
        for (int k = STATES; k < count; k++) {
            gradients[k] = byFirst.get(k - STATES);
        }
        return gradients;
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

    private static Tensor stack(List<Tensor> steps) {
        return Tensor.stack(0, steps.toArray(Tensor[]::new));
    }
}

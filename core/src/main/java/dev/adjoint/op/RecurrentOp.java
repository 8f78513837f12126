package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
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
 * with the square of the length, the gradient of W is one product over all steps, and the rows of a batch can be shared
 * out over the cores for the whole sequence. A subclass gives a step twice: as a loop over rows, and in tensor
 * operations for gradients of gradients.
 */
public abstract sealed class RecurrentOp extends Op permits RnnOp, LstmOp, GruOp {
    /** Where the state starts among the inputs. */
    static final int STATE = 3;

    /** A rough cost of one multiplication with its addition, in nanoseconds, for {@link Parallel#range}. */
    private static final double NANOS = 0.03;

    /** Fewer rows take a product as long. */
    private static final int LEAST_ROWS = 4;

    private final int gates;
    final int states;
    private final boolean reverse;
    private final List<Saved> inputs = new ArrayList<>();
    private @Nullable Memory memory;

    /** The sizes of a sequence. */
    record Sizes(int length, int batch, int hidden) {
        /**
         * Returns the number of elements of one tensor of the states at all steps, the one before the first included.
         */
        int plane() {
            return (length + 1) * batch * hidden;
        }
    }

    /**
     * What the forward pass keeps, row by row of {@code [seq·n]}.
     *
     * @param sizes the sizes of the sequence
     * @param history the states at all steps, the one before the first included: {@code [states, seq + 1, n, hidden]}
     * @param gates what {@link #forwardBlock} makes of {@code h·Wᵀ + b}
     * @param extra one more number for each of the hidden size
     */
    private record Memory(Sizes sizes, Saved history, Saved gates, Saved extra) {}

    /**
     * Makes the op.
     *
     * @param gates the number of vectors of the hidden size that a step makes of its input
     * @param states the number of tensors of a state
     * @param reverse whether the sequence is read from its end
     */
    RecurrentOp(int gates, int states, boolean reverse) {
        this.gates = gates;
        this.states = states;
        this.reverse = reverse;
    }

    // ---- The fused form: rows of a batch, step by step ----

    /**
     * Rows of one step.
     *
     * @param row the first row among all of the sequence
     * @param rows their number
     * @param batch the first row within the batch
     * @param before where in the history h starts for the first row, before the step
     * @param after where in the history h starts for the first row, after the step
     */
    record Block(Sizes sizes, int row, int rows, int batch, int before, int after) {}

    /** What the rows of a step are computed from, all flat; see {@link Memory}. */
    record Forward(Tensor x, Tensor gates, Tensor extra, Tensor history) {}

    /** What the gradients of the rows of a step are computed from and written to, all flat. */
    record Backward(
            Tensor gates,
            Tensor extra,
            Tensor history,
            Tensor upstream,
            Tensor carried,
            Tensor byX,
            Tensor byProjected) {}

    /** Computes a step for some rows; {@code gates} holds {@code h·Wᵀ + b} at first. */
    abstract void forwardBlock(Block at, Forward tensors);

    /**
     * Computes the gradients of a step for some rows. {@code carried: [states, n, hidden]} holds the gradients of the
     * state after the step that come from the step behind; they are replaced by those of the state before, without what
     * flows through {@code h·Wᵀ + b}.
     */
    abstract void backwardBlock(Block at, Backward tensors);

    // ---- The composed form, in tensor operations ----

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
     * Computes the gradients of one step.
     *
     * @param step what {@link #step} returned
     * @param before the state before
     * @param upstream the gradients of the state after
     */
    abstract StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream);

    /**
     * The gradients of one step by x, by {@code h·Wᵀ + b} and by the state before as far as it is used otherwise; null
     * where it is not.
     */
    record StepGradient(Tensor x, Tensor projected, List<@Nullable Tensor> before) {}

    /**
     * The gradients of a sequence by x and by {@code h·Wᵀ + b}, {@code [seq, n, gates·hidden]}, h before each step, and
     * the gradients of the state before the first.
     */
    record SequenceGradient(Tensor x, Tensor projected, Tensor hidden, List<? extends @Nullable Tensor> first) {}

    // ---- The op ----

    @Override
    public final Tensor forward(Tensor... tensors) {
        Sizes sizes = check(tensors);
        for (Tensor tensor : tensors) {
            inputs.add(save(tensor));
        }
        Shape steps = tensors[0].shape();
        Tensor x = Pointwise.flat(tensors[0]);
        Products.Copied weight = Products.Copied.of(PermuteOp.t(tensors[1]));
        Products.Matrix bias = new Products.Matrix(Pointwise.flat(tensors[2]), 0, 0, 1);
        Tensor history = Tensor.empty(x.dtype(), Shape.of(states, sizes.length + 1, sizes.batch, sizes.hidden));
        for (int k = 0; k < states; k++) {
            history.select(0, k).select(0, reverse ? sizes.length : 0).copyFrom(tensors[STATE + k]);
        }
        Tensor all = Tensor.empty(x.dtype(), steps);
        Tensor extra = Tensor.empty(x.dtype(), steps.with(2, sizes.hidden));
        Forward forward = new Forward(x, all, extra, history);
        int width = gates * sizes.hidden;
        forEachPart(sizes, (from, to) -> {
            for (int i = 0; i < sizes.length; i++) {
                Block at = block(sizes, i, from, to);
                Products.Matrix h = new Products.Matrix(history, at.before, sizes.hidden, 1);
                Products.Matrix out = new Products.Matrix(all, at.row * width, width, 1);
                Products.multiplyAdd(at.rows, h, weight, bias, out);
                forwardBlock(at, forward);
            }
        });
        memory = new Memory(sizes, save(history), save(all), save(extra));
        return afterEachStep(history, sizes);
    }

    /** Returns the part of the history that is the output. */
    private Tensor afterEachStep(Tensor history, Sizes sizes) {
        return history.narrow(1, reverse ? 0 : 1, sizes.length);
    }

    private Sizes check(Tensor... tensors) {
        Tensor x = tensors[0];
        if (tensors.length != STATE + states || x.rank() != 3 || x.size(0) == 0) {
            throw new IllegalArgumentException(
                    name() + ": takes x [seq, n, " + gates + "·hidden] with at least one step, a weight, a bias and "
                            + states + (states == 1 ? " state" : " states") + ", got " + shapes(tensors));
        }
        int hidden = x.size(2) / gates;
        int[][] expected = {
            {x.size(0), x.size(1), gates * hidden},
            {gates * hidden, hidden},
            {gates * hidden},
            {x.size(1), hidden},
            {x.size(1), hidden}
        };
        for (int i = 0; i < tensors.length; i++) {
            Products.checkTypes(name(), x, tensors[i]);
            if (!Arrays.equals(tensors[i].shape().dims(), expected[i])) {
                throw new IllegalArgumentException(name() + ": expects x [seq, n, " + gates + "·hidden], weight ["
                        + gates + "·hidden, hidden], bias [" + gates + "·hidden] and state [n, hidden], got "
                        + shapes(tensors));
            }
        }
        return new Sizes(x.size(0), x.size(1), hidden);
    }

    private static String shapes(Tensor... tensors) {
        return Arrays.stream(tensors).map(Tensor::shape).toList().toString();
    }

    /**
     * Shares the rows of the batch out over the cores, one part to each: the rows of a product use the weight together.
     * No row depends on another.
     */
    private void forEachPart(Sizes sizes, Parallel.Part part) {
        int rows = Math.max(LEAST_ROWS, (sizes.batch - 1) / Parallel.threads() + 1);
        Parallel.range(sizes.batch, NANOS * sizes.length * gates * sizes.hidden * sizes.hidden, rows, part);
    }

    /** Returns rows {@code [from, to)} of the batch at the i-th step. */
    private Block block(Sizes sizes, int i, int from, int to) {
        int t = time(i, sizes.length);
        int row = t * sizes.batch + from;
        int next = row + sizes.batch;
        int before = (reverse ? next : row) * sizes.hidden;
        int after = (reverse ? row : next) * sizes.hidden;
        return new Block(sizes, row, to - from, from, before, after);
    }

    /** Returns the place in the sequence of the i-th step. */
    int time(int i, int length) {
        return reverse ? length - 1 - i : i;
    }

    @Override
    public final @Nullable Tensor[] inputGradients(Tensor upstream) {
        if (memory == null) {
            throw new IllegalStateException(name() + ": the gradient is asked before the forward pass");
        }
        checkUpstream(upstream, afterEachStep(memory.history.get(), memory.sizes));
        return gradients(
                Autograd.isRecording()
                        ? Unrolled.gradients(
                                this, inputs.stream().map(Saved::get).toList(), upstream)
                        : fused(upstream, memory));
    }

    private SequenceGradient fused(Tensor upstream, Memory memory) {
        Sizes sizes = memory.sizes;
        Products.Copied weight = Products.Copied.of(inputs.get(1).get());
        Tensor history = memory.history.get();
        Tensor all = memory.gates.get();
        Tensor byX = Tensor.empty(upstream.dtype(), all.shape());
        Tensor byProjected = passesHidden() ? Tensor.empty(upstream.dtype(), all.shape()) : byX;
        Tensor carried = Tensor.zeros(upstream.dtype(), states, sizes.batch, sizes.hidden);
        Backward backward =
                new Backward(all, memory.extra.get(), history, Pointwise.flat(upstream), carried, byX, byProjected);
        int width = gates * sizes.hidden;
        forEachPart(sizes, (from, to) -> {
            for (int i = sizes.length - 1; i >= 0; i--) {
                Block at = block(sizes, i, from, to);
                backwardBlock(at, backward);
                Products.Matrix p = new Products.Matrix(byProjected, at.row * width, width, 1);
                Products.Matrix direct = new Products.Matrix(carried, from * sizes.hidden, sizes.hidden, 1);
                Products.multiplyAdd(at.rows, p, weight, passesHidden() ? direct : null, direct);
            }
        });
        Tensor hidden = history.select(0, 0).narrow(0, reverse ? 1 : 0, sizes.length);
        List<Tensor> byFirst = new ArrayList<>();
        for (int k = 0; k < states; k++) {
            byFirst.add(carried.select(0, k));
        }
        return new SequenceGradient(byX, byProjected, hidden, byFirst);
    }

    /** Tells whether a step uses h otherwise than through {@code h·Wᵀ + b}. */
    boolean passesHidden() {
        return false;
    }

    private @Nullable Tensor[] gradients(SequenceGradient of) {
        Tensor rows = of.projected.flatten(0, 1);
        List<@Nullable Tensor> gradients = new ArrayList<>();
        gradients.add(of.x);
        gradients.add(needsGrad(1) ? rows.t().matmul(of.hidden.flatten(0, 1)) : null);
        gradients.add(needsGrad(2) ? rows : null);
        gradients.addAll(of.first);
        return gradients.toArray(Tensor[]::new);
    }
}

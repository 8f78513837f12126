package dev.adjoint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation, and once applied, a node of the graph: it knows its input tensors, and its output knows it.
 *
 * <p>One application is one object. {@link #apply} runs {@link #forward} and, if gradients are wanted, records the op
 * in its output; the backward pass then asks {@link #inputGradients} for the gradients of the inputs. Rules for
 * authors:
 *
 * <ul>
 *   <li>{@code forward} returns a new tensor; what the backward pass needs of it goes through {@link #save}. It does
 *       not change the array of its inputs, which the node keeps.
 *   <li>{@code inputGradients} is written in tensor operations, so that gradients of gradients work. It returns
 *       gradients and accumulates nothing. A gradient may have the shape that the input broadcast to: the engine sums
 *       it to the input's own shape.
 *   <li>{@code null} as a gradient means that there is no path to that input.
 * </ul>
 *
 * <p>Most ops extend {@link dev.adjoint.op.ElementwiseOp} or {@link dev.adjoint.op.BinaryOp} instead.
 */
public abstract class Op {
    private Tensor @Nullable [] inputs;
    private @Nullable Saved firstSaved;

    /** Which inputs required gradients; null for all. */
    private boolean @Nullable [] wanted;

    private boolean applied;
    private boolean freed;

    // The backward pass keeps its notes on the node itself: a map would cost more than many ops do.
    @Nullable
    Object visitedBy;

    @Nullable
    Op next;

    int nextInput;
    boolean needed;

    @Nullable
    Tensor pending;

    @Nullable
    Tensor reach;

    /** The output, if it has hooks or retains its gradient. */
    @Nullable
    Tensor watchedOutput;

    /** For subclasses. */
    protected Op() {}

    /**
     * Returns the name used in messages and graphs: by default the class name without {@code Op}, {@code leakyRelu}.
     */
    public String name() {
        String name = getClass().getSimpleName();
        name = name.endsWith("Op") ? name.substring(0, name.length() - 2) : name;
        return name.isEmpty() ? "op" : Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /**
     * Returns the output for the inputs; runs with recording off. Checks shapes and types and names the op in errors.
     */
    public abstract Tensor forward(Tensor... inputs);

    /**
     * Returns the gradient of each input, given that of the output.
     *
     * @param upstream the gradient of the loss by this op's output, of the output's shape
     * @return one gradient per input, null where {@link #needsGrad} is false or no path leads to the input
     */
    public abstract @Nullable Tensor[] inputGradients(Tensor upstream);

    /**
     * Tells whether each element of the gradients depends on the upstream's element at that place alone, all of the
     * shape of the output; by default not. Then elements of the upstream that no path leads to have none further on.
     */
    protected boolean isElementwise() {
        return false;
    }

    /**
     * Returns for an element-wise op which elements of its output depend on input {@code i} whatever the numbers are: a
     * {@code BOOL} tensor that broadcasts to the output's shape, or null, as by default, for all. The gradient must be
     * 0 at the others.
     */
    protected @Nullable Tensor influence(int i) {
        return null;
    }

    /**
     * Applies this op, recording it if a gradient is wanted and the thread records. The array may be changed
     * afterwards.
     *
     * @throws IllegalStateException if the op was applied before, or {@code forward} returned no new tensor
     */
    public final Tensor apply(Tensor... inputs) {
        return applyTo(inputs.clone());
    }

    /** As {@link #apply(Tensor...)}, to one input. */
    public final Tensor apply(Tensor input) {
        return applyTo(new Tensor[] {input});
    }

    /** As {@link #apply(Tensor...)}, to two inputs. */
    public final Tensor apply(Tensor left, Tensor right) {
        return applyTo(new Tensor[] {left, right});
    }

    private Tensor applyTo(Tensor[] inputs) {
        if (applied) {
            throw new IllegalStateException(name() + ": an op object is one node and is applied once; make a new one");
        }
        applied = true;
        GradMode mode = GradMode.current();
        boolean enabled = mode.enabled;
        boolean recorded = enabled && isGradientWanted(inputs);
        mode.enabled = false;
        OpListener listener = mode.listener;
        try {
            return listener == null ? compute(inputs, recorded) : computeWatched(inputs, recorded, listener);
        } finally {
            mode.enabled = enabled;
        }
    }

    private static boolean isGradientWanted(Tensor[] inputs) {
        for (Tensor input : inputs) {
            if (input.requiresGrad()) {
                return true;
            }
        }
        return false;
    }

    private Tensor compute(Tensor[] inputs, boolean recorded) {
        Tensor output = forward(inputs);
        if (recorded && output.dtype().isFloat()) {
            record(inputs, output);
        }
        return output;
    }

    private Tensor computeWatched(Tensor[] inputs, boolean recorded, OpListener listener) {
        Tensor[] shown = inputs.clone(); // the node keeps the other
        listener.beforeForward(this, shown);
        Tensor output;
        try {
            output = compute(inputs, recorded);
        } catch (RuntimeException | Error e) {
            listener.afterFailure(this);
            throw e;
        }
        listener.afterForward(this, shown, output);
        return output;
    }

    private void record(Tensor[] inputs, Tensor output) {
        boolean fresh = !output.requiresGrad();
        boolean all = true;
        for (Tensor input : inputs) {
            fresh &= input != output;
            all &= input.requiresGrad();
        }
        if (!fresh) {
            throw new IllegalStateException(name() + ": forward must return a new tensor, not an input or the result of"
                    + " another op; x.view(x.layout()) gives a new one over the same elements");
        }
        this.inputs = inputs;
        this.wanted = all ? null : gradientsWanted(inputs);
        output.madeBy(this);
        if (output.storage().source() != null) {
            for (Saved saved = firstSaved; saved != null; saved = saved.next) {
                Pending pending = saved.pending();
                if (pending != null) {
                    pending.keep();
                }
            }
        }
    }

    private static boolean[] gradientsWanted(Tensor[] inputs) {
        boolean[] wanted = new boolean[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            wanted[i] = inputs[i].requiresGrad();
        }
        return wanted;
    }

    /** Keeps a tensor for the backward pass; {@link Saved#get} then checks that nothing changed it meanwhile. */
    protected final Saved save(Tensor tensor) {
        Saved saved = new Saved(this, tensor, firstSaved);
        firstSaved = saved;
        return saved;
    }

    /**
     * Returns what {@code forward} kept for the backward pass.
     *
     * @throws IllegalStateException if there was no forward pass
     */
    protected final <T> T afterForward(@Nullable T kept) {
        if (kept == null) {
            throw new IllegalStateException(name() + ": the gradient is asked before the forward pass");
        }
        return kept;
    }

    /**
     * Checks that an upstream gradient fits the output, for backward methods that read it element by element.
     *
     * @throws IllegalArgumentException if shape or type differ
     */
    protected final void checkUpstream(Tensor upstream, Tensor output) {
        checkUpstream(upstream, output.shape(), output.dtype());
    }

    /** As {@link #checkUpstream(Tensor, Tensor)}, for an output of this shape and type. */
    protected final void checkUpstream(Tensor upstream, Shape shape, DType dtype) {
        if (upstream.dtype() != dtype || !upstream.shape().equals(shape)) {
            throw new IllegalArgumentException(name() + ": the upstream gradient has shape " + upstream.shape()
                    + " and type " + upstream.dtype() + ", the output " + shape + " and " + dtype);
        }
    }

    /** Tells whether input {@code i} required gradients when the op was applied; always true before. */
    protected final boolean needsGrad(int i) {
        return wanted == null || wanted[i];
    }

    /**
     * Returns the inputs of a recorded op, as a fresh array.
     *
     * @throws IllegalStateException if the op is not recorded or its part of the graph was freed
     */
    public final Tensor[] inputs() {
        return recordedInputs().clone();
    }

    final Tensor[] recordedInputs() {
        if (freed) {
            throw new IllegalStateException(name() + ": this part of the graph was freed by an earlier backward pass; "
                    + "pass GraphOption.RETAIN_GRAPH to the earlier one to run backward again");
        }
        if (inputs == null) {
            throw new IllegalStateException(name()
                    + (applied ? ": the op was not recorded" : ": the gradient is asked before the forward pass"));
        }
        return inputs;
    }

    /** Returns what was kept for the backward pass, in the order of {@link #save}. */
    final List<Tensor> savedTensors() {
        List<Tensor> tensors = new ArrayList<>();
        for (Saved saved = firstSaved; saved != null; saved = saved.next) {
            tensors.add(0, saved.get());
        }
        return tensors;
    }

    /** Fails if a saved tensor was changed since. */
    final void checkSaved() {
        for (Saved saved = firstSaved; saved != null; saved = saved.next) {
            saved.get();
        }
    }

    /** Has saved tensors that are not computed yet no longer kept when they are: the gradients are known. */
    final void leaveSaved() {
        for (Saved saved = firstSaved; saved != null; saved = saved.next) {
            Pending pending = saved.pending();
            if (pending != null) {
                pending.leave();
            }
        }
    }

    /** Forgets inputs and saved tensors, so that their memory can be reused. */
    final void free() {
        freed = true;
        inputs = null;
        for (Saved saved = firstSaved; saved != null; saved = saved.next) {
            saved.tensor = null;
        }
        firstSaved = null;
    }

    /** Tells whether a backward pass has freed this node. */
    public final boolean isFreed() {
        return freed;
    }

    @Override
    public String toString() {
        return name();
    }

    /** A tensor kept from the forward pass, guarded against changes before the backward pass. */
    public static final class Saved {
        private final Op op;
        private final int version;
        private final @Nullable Saved next;
        private @Nullable Tensor tensor;

        private Saved(Op op, Tensor tensor, @Nullable Saved next) {
            this.op = op;
            this.tensor = tensor;
            this.version = tensor.storage().version();
            this.next = next;
        }

        private @Nullable Pending pending() {
            return tensor == null ? null : Pending.of(tensor.storage());
        }

        /**
         * Returns the tensor.
         *
         * @throws IllegalStateException if it was changed in place since it was saved, or was freed
         */
        public Tensor get() {
            if (tensor == null) {
                throw new IllegalStateException(op.name() + ": the saved tensor was freed by an earlier backward pass; "
                        + "pass GraphOption.RETAIN_GRAPH to the earlier one to run backward again");
            }
            int now = tensor.storage().version();
            if (now != version) {
                throw new IllegalStateException(op.name() + ": the tensor of shape " + tensor.shape()
                        + " that it saved for the backward pass was changed in place since (version " + version
                        + " when saved, " + now + " now); run backward before changing it, or change a copy");
            }
            return tensor;
        }
    }
}

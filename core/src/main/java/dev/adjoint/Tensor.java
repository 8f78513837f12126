package dev.adjoint;

import dev.adjoint.op.Pointwise;
import org.jspecify.annotations.Nullable;

/**
 * A multi-dimensional array that remembers the op that made it, so that gradients can flow back.
 *
 * <p>A tensor is a {@link Storage} seen through a {@link Layout}; views share the storage. Here is what it is and its
 * place in the graph. The methods that compute are in the interfaces it implements, by topic; none changes a tensor,
 * except {@link #update} and {@link #copyFrom} for optimisers. Its factories it inherits: those that take a Java array
 * keep its type, the others give {@link DType#FLOAT32} unless told.
 *
 * <p>Tensors and their graph belong to one thread at a time.
 */
public final class Tensor extends FactoryMethods
        implements ReadingMethods,
                ElementwiseMethods,
                ActivationMethods,
                ComparisonMethods,
                ReductionMethods,
                ShapeMethods,
                IndexingMethods,
                LinearAlgebraMethods,
                NetworkMethods,
                BackwardMethods,
                InPlaceMethods {
    private final Storage storage;
    private final Layout layout;
    private boolean requiresGrad;
    private boolean retainsGrad;
    private @Nullable Op op;
    private @Nullable Tensor grad;
    private @Nullable TensorHooks hooks;

    private Tensor(Storage storage, Layout layout) {
        this.storage = storage;
        this.layout = layout;
    }

    // ---- What it is ----

    /** Returns the sizes of the dimensions. */
    public Shape shape() {
        return layout.shape();
    }

    /** Returns the size of one dimension; negative numbers count from the last. */
    public int size(int dim) {
        return shape().dim(dim);
    }

    /** Returns the number of dimensions. */
    public int rank() {
        return shape().rank();
    }

    /** Returns the number of elements. */
    public int size() {
        return shape().size();
    }

    /** Returns the type of the elements. */
    public DType dtype() {
        return storage.dtype();
    }

    /** Returns where the elements lie in the {@link #storage}. */
    public Layout layout() {
        return layout;
    }

    /** Returns the array behind this tensor and its views, for authors of ops. */
    public Storage storage() {
        return storage;
    }

    /**
     * Returns a tensor over the same storage, for authors of ops. Not recorded.
     *
     * @throws IllegalArgumentException if the layout reaches outside the storage
     */
    public Tensor view(Layout other) {
        other.checkWithin(storage.size());
        return new Tensor(storage, other);
    }

    /**
     * Lets the elements outlast the step of a {@link Workspace} in which they were made, and returns the tensor;
     * outside of a step there is no need.
     */
    public Tensor keep() {
        storage.keep();
        return this;
    }

    static Tensor over(Storage storage, Layout layout) {
        return new Tensor(storage, layout);
    }

    /** Returns the elements as nested lists with shape and type; large tensors are summarised. */
    @Override
    public String toString() {
        return TensorFormat.format(this);
    }

    // ---- The graph ----

    /** Returns the op that made this tensor and was recorded, null for a leaf. */
    public @Nullable Op op() {
        return op;
    }

    /** Tells whether no recorded op made this tensor. */
    public boolean isLeaf() {
        return op == null;
    }

    /** Returns a tensor with the same elements, shared, that is cut off from the graph. */
    public Tensor detach() {
        return new Tensor(storage, layout);
    }

    /**
     * Tells whether gradients flow to this tensor: a leaf for which they were asked, or the result of a recorded op.
     */
    public boolean requiresGrad() {
        return requiresGrad;
    }

    /**
     * Asks for gradients of this leaf, or no longer, and returns it.
     *
     * @throws IllegalArgumentException if the type carries no gradients
     * @throws IllegalStateException if an op made this tensor; use {@link #detach}
     */
    public Tensor requiresGrad(boolean wanted) {
        if (wanted && !dtype().isFloat()) {
            throw new IllegalArgumentException(
                    "requiresGrad: only FLOAT32 and FLOAT64 tensors carry gradients, this one is " + dtype());
        }
        if (op != null) {
            throw new IllegalStateException("requiresGrad: only a leaf can be changed, this tensor was made by "
                    + op.name() + "; use detach() for a leaf with its values");
        }
        requiresGrad = wanted;
        return this;
    }

    /** Returns the gradient that backward passes have added up, or null if none arrived. */
    public @Nullable Tensor grad() {
        return grad;
    }

    /**
     * Replaces the gradient; null resets it.
     *
     * @throws IllegalArgumentException if the gradient has another shape or type
     */
    public void setGrad(@Nullable Tensor gradient) {
        if (gradient != null) {
            Upstream.checkFits("setGrad", this, gradient);
        }
        grad = gradient == null ? null : gradient.asGradient();
    }

    /** Resets the gradient. */
    public void zeroGrad() {
        grad = null;
    }

    /**
     * Keeps the gradient of this result of an op in {@link #grad}, as leaves do, and returns the tensor.
     *
     * @throws IllegalStateException if this tensor does not require gradients, or its part of the graph was freed
     */
    public Tensor retainGrad() {
        if (!requiresGrad) {
            throw new IllegalStateException("retainGrad: the tensor does not require gradients");
        }
        if (op != null && !retainsGrad) {
            if (op.isFreed()) {
                throw new IllegalStateException("retainGrad: the graph of this result of " + op.name()
                        + " was freed by an earlier backward pass, so that no gradient can arrive; call it before");
            }
            retainsGrad = true;
            op.watchedOutput = this;
        }
        return this;
    }

    /**
     * Calls a function with the complete gradient of this tensor in each backward pass, and in {@link Autograd#grad} if
     * the gradient is asked for or lies on the way; what it returns, unless null, replaces the gradient for all that
     * follows, {@link #grad} and the gradients of tensors below included.
     *
     * <p>Hooks of one tensor are called in the order in which they were registered, each with what the one before left;
     * {@link #retainGrad} keeps what the last left. Hooks of results are called when the backward pass comes to the op,
     * outputs before inputs; those of leaves after the last op, in the order in which gradients arrived. As PyTorch's
     * {@code Tensor.register_hook}.
     *
     * <pre>{@code
     * try (HookHandle handle = w.registerHook(g -> g.clamp(-1, 1))) {
     *     loss.backward();
     * }
     * }</pre>
     *
     * @return the handle that removes the hook
     * @throws IllegalStateException if the tensor does not require gradients
     */
    public HookHandle registerHook(GradientHook hook) {
        if (!requiresGrad) {
            throw new IllegalStateException("registerHook: " + TensorHooks.name(this) + " does not require gradients");
        }
        hooks = hooks == null ? new TensorHooks() : hooks;
        if (op != null) {
            op.watchedOutput = this;
        }
        return hooks.add(hook);
    }

    boolean hasHooks() {
        return hooks != null && !hooks.isEmpty();
    }

    /** Returns the gradient as the hooks leave it. */
    Tensor throughHooks(Tensor gradient) {
        return hooks == null ? gradient : hooks.call(this, gradient);
    }

    /** Takes the gradient of this result of an op: calls the hooks, keeps it if it is retained, and returns it. */
    Tensor receiveGradient(Tensor gradient) {
        Tensor last = throughHooks(gradient);
        if (retainsGrad) {
            addToGrad(last);
        }
        return last;
    }

    void madeBy(Op maker) {
        op = maker;
        requiresGrad = true;
    }

    /** Puts back a gradient that this tensor had, as it was. */
    void restoreGrad(@Nullable Tensor gradient) {
        grad = gradient;
    }

    void addToGrad(Tensor gradient) {
        Tensor known = grad;
        grad = known == null
                ? gradient.asGradient()
                : Pointwise.sum(known, gradient).asGradient();
    }

    /** Returns this gradient for keeping: flat, not shared with another gradient, and safe from changes in place. */
    Tensor asGradient() {
        Tensor gradient = storage.isGradient() ? copy() : contiguous();
        gradient.storage.holdGradient();
        if (gradient.storage.source() != null) {
            Fusion.await(gradient.storage);
        }
        return gradient;
    }
}

package dev.adjoint;

import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.op.ConcatOp;
import dev.adjoint.op.Einsum;
import java.util.List;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.jspecify.annotations.Nullable;

/**
 * A multi-dimensional array that remembers the op that made it, so that gradients can flow back.
 *
 * <p>A tensor is a {@link Storage} seen through a {@link Layout}; views share the storage. The methods that compute are
 * in the interfaces it implements, by topic. None changes a tensor, except {@link #update} and {@link #copyFrom} for
 * optimisers. Factories that take a Java array keep its type; the others give {@link DType#FLOAT32} unless told.
 *
 * <p>Tensors and their graph belong to one thread at a time.
 */
public final class Tensor
        implements ElementwiseMethods,
                ActivationMethods,
                ComparisonMethods,
                ReductionMethods,
                ShapeMethods,
                IndexingMethods,
                LinearAlgebraMethods,
                NetworkMethods {
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

    // ---- Factories ----

    /** Returns the 1-d {@code FLOAT32} tensor of the values. */
    public static Tensor of(float... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code FLOAT64} tensor of the values. */
    public static Tensor of(double... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code INT64} tensor of the values. */
    public static Tensor of(long... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the 1-d {@code BOOL} tensor of the values. */
    public static Tensor of(boolean... values) {
        return wrap(values.clone(), Shape.of(values.length));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(float[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(double[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(long[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the tensor of the values in row-major order; the array is copied. */
    public static Tensor of(boolean[] values, int... dims) {
        return wrap(values.clone(), Shape.of(dims));
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(float[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(double[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the 2-d tensor of rows of one length. */
    public static Tensor of(long[][] rows) {
        return Factories.ofRows(rows);
    }

    /** Returns the {@code FLOAT64} tensor {@code [rows, columns]} of a Commons Math matrix. */
    public static Tensor of(RealMatrix matrix) {
        return Factories.ofRows(matrix.getData());
    }

    /** Returns the {@code FLOAT64} tensor {@code [dimension]} of a Commons Math vector. */
    public static Tensor of(RealVector vector) {
        return of(vector.toArray());
    }

    /**
     * Returns a tensor over the given array itself, for code that fills an array and is done with it.
     *
     * @throws IllegalArgumentException if the array does not have exactly the shape's number of elements
     */
    public static Tensor wrap(float[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.FLOAT32, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(double[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.FLOAT64, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(long[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.INT64, shape);
    }

    /** As {@link #wrap(float[], Shape)}. */
    public static Tensor wrap(boolean[] array, Shape shape) {
        return Factories.wrap(array, array.length, DType.BOOL, shape);
    }

    /** Returns the 0-d {@code FLOAT32} tensor of one value. */
    public static Tensor scalar(double value) {
        return scalar(DType.FLOAT32, value);
    }

    /**
     * Returns the 0-d tensor of one value, rounded to the type as Java casts do; {@code BOOL} is {@code value != 0}.
     */
    public static Tensor scalar(DType dtype, double value) {
        return Factories.full(dtype, value, Shape.scalar());
    }

    /**
     * Returns a tensor of arbitrary elements, for code that writes all of them into its {@link #storage} before anyone
     * reads them, as ops do.
     */
    public static Tensor empty(DType dtype, Shape shape) {
        return over(Workspace.empty(dtype, shape.size()), shape.layout());
    }

    /** Returns a {@code FLOAT32} tensor of zeros. */
    public static Tensor zeros(int... dims) {
        return zeros(DType.FLOAT32, dims);
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(DType dtype, int... dims) {
        return zeros(dtype, Shape.of(dims));
    }

    /** Returns a tensor of zeros. */
    public static Tensor zeros(DType dtype, Shape shape) {
        return new Tensor(Workspace.zeros(dtype, shape.size()), shape.layout());
    }

    /** Returns a {@code FLOAT32} tensor of ones. */
    public static Tensor ones(int... dims) {
        return full(1, dims);
    }

    /** Returns a tensor of ones. */
    public static Tensor ones(DType dtype, int... dims) {
        return full(dtype, 1, dims);
    }

    /** Returns a {@code FLOAT32} tensor filled with one value. */
    public static Tensor full(double value, int... dims) {
        return full(DType.FLOAT32, value, dims);
    }

    /** Returns a tensor filled with one value, rounded to the type as {@link #scalar(DType, double)} does. */
    public static Tensor full(DType dtype, double value, int... dims) {
        return Factories.full(dtype, value, Shape.of(dims));
    }

    /** Returns the {@code INT64} tensor {@code 0, 1, …, end − 1}. */
    public static Tensor arange(long end) {
        return arange(0, end, 1);
    }

    /** Returns the {@code INT64} tensor {@code start, start + step, …} up to and without {@code end}. */
    public static Tensor arange(long start, long end, long step) {
        return Factories.arange(start, end, step);
    }

    /** Returns the {@code FLOAT32} tensor {@code start, start + step, …} up to and without {@code end}. */
    public static Tensor arange(double start, double end, double step) {
        return arange(DType.FLOAT32, start, end, step);
    }

    /** Returns the tensor {@code start, start + step, …} up to and without {@code end}, of a float type. */
    public static Tensor arange(DType dtype, double start, double end, double step) {
        return Factories.arange(dtype, start, end, step);
    }

    /**
     * Returns the {@code FLOAT32} tensor of {@code steps} values evenly spaced from {@code start} to {@code end}, both
     * included.
     */
    public static Tensor linspace(double start, double end, int steps) {
        return linspace(DType.FLOAT32, start, end, steps);
    }

    /** As {@link #linspace(double, double, int)}, of a float type. */
    public static Tensor linspace(DType dtype, double start, double end, int steps) {
        return Factories.linspace(dtype, start, end, steps);
    }

    /** Returns the {@code FLOAT32} identity matrix {@code [n, n]}. */
    public static Tensor eye(int n) {
        return eye(DType.FLOAT32, n);
    }

    /** Returns the identity matrix {@code [n, n]} of a float type. */
    public static Tensor eye(DType dtype, int n) {
        return Factories.eye(dtype, n);
    }

    /** Returns {@code FLOAT32} numbers drawn uniformly from {@code [0, 1)} by the thread's default generator. */
    public static Tensor rand(int... dims) {
        return rand(Rng.current(), DType.FLOAT32, dims);
    }

    /** Returns numbers drawn uniformly from {@code [0, 1)}. */
    public static Tensor rand(Rng rng, DType dtype, int... dims) {
        return Factories.uniform(rng, dtype, 0, 1, Shape.of(dims));
    }

    /** Returns numbers drawn uniformly from {@code [from, to)}. */
    public static Tensor uniform(Rng rng, DType dtype, double from, double to, int... dims) {
        return Factories.uniform(rng, dtype, from, to, Shape.of(dims));
    }

    /** Returns {@code FLOAT32} numbers drawn from the normal distribution N(0, 1) by the thread's default generator. */
    public static Tensor randn(int... dims) {
        return randn(Rng.current(), DType.FLOAT32, dims);
    }

    /** Returns numbers drawn from the normal distribution N(0, 1). */
    public static Tensor randn(Rng rng, DType dtype, int... dims) {
        return Factories.normal(rng, dtype, 0, 1, Shape.of(dims));
    }

    /** Returns numbers drawn from the normal distribution N(mean, std²). */
    public static Tensor normal(Rng rng, DType dtype, double mean, double std, int... dims) {
        return Factories.normal(rng, dtype, mean, std, Shape.of(dims));
    }

    /** Returns {@code INT64} numbers drawn evenly from {@code [low, high)} by the thread's default generator. */
    public static Tensor randint(long low, long high, int... dims) {
        return Factories.randint(Rng.current(), low, high, Shape.of(dims));
    }

    /** Returns {@code 0 … n − 1} in random order, {@code INT64}, by the thread's default generator. */
    public static Tensor randperm(int n) {
        return wrap(Rng.current().permutation(n), Shape.of(n));
    }

    /** Joins tensors along an existing dimension; their other sizes and their types are equal. */
    public static Tensor concat(int dim, Tensor... tensors) {
        return new ConcatOp(dim).apply(tensors.clone());
    }

    /** Joins tensors of one shape along a new dimension at place {@code dim}. */
    public static Tensor stack(int dim, Tensor... tensors) {
        return ConcatOp.stack(dim, tensors);
    }

    /** Sums of products by Einstein's convention, {@code einsum("ij,jk->ik", a, b)}; see {@link Einsum}. */
    public static Tensor einsum(String equation, Tensor... tensors) {
        return Einsum.einsum(equation, tensors);
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

    static Tensor over(Storage storage, Layout layout) {
        return new Tensor(storage, layout);
    }

    // ---- Reading ----

    /**
     * Returns the only element as a number; truth values are 0 and 1.
     *
     * @throws IllegalArgumentException if there is not exactly one element
     */
    public double item() {
        return Elements.only(this);
    }

    /** Returns one element as a number, by its index in each dimension; negative indices count from the last. */
    public double get(int... index) {
        return Elements.get(this, index);
    }

    /** Returns the elements in row-major order, a copy; only for {@code FLOAT32}. */
    public float[] toFloatArray() {
        return (float[]) Elements.copy(this, DType.FLOAT32);
    }

    /**
     * Returns the elements in row-major order, a copy; for {@code FLOAT64}, and {@code FLOAT32}, whose values it keeps.
     */
    public double[] toDoubleArray() {
        return (double[]) Elements.copy(dtype() == DType.FLOAT32 ? to(DType.FLOAT64) : this, DType.FLOAT64);
    }

    /** Returns the elements in row-major order, a copy; only for {@code INT64}. */
    public long[] toLongArray() {
        return (long[]) Elements.copy(this, DType.INT64);
    }

    /** Returns the elements in row-major order, a copy; only for {@code BOOL}. */
    public boolean[] toBooleanArray() {
        return (boolean[]) Elements.copy(this, DType.BOOL);
    }

    /** Returns a 2-d float tensor as a Commons Math matrix, a copy. */
    public RealMatrix toRealMatrix() {
        return Elements.toRealMatrix(this);
    }

    /** Returns a 1-d float tensor as a Commons Math vector, a copy. */
    public RealVector toRealVector() {
        return Elements.toRealVector(this);
    }

    /** Returns the elements as nested lists with shape and type; large tensors are summarised. */
    @Override
    public String toString() {
        return TensorFormat.format(this);
    }

    /**
     * Returns the elements in row-major order in one line, {@code 1, -0.5}, with five digits; of more than six the
     * first three, the mean and the extremes: {@code 0, 1, 2, ... (mean 49.5, min 0, max 99)}.
     */
    public String summary() {
        return TensorSummary.of(this);
    }

    // ---- The graph ----

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
            checkUpstream("setGrad", gradient);
        }
        grad = gradient == null ? null : gradient.asGradient();
    }

    /**
     * Lets the elements outlast the step of a {@link Workspace} in which they were made, and returns the tensor;
     * outside of a step there is no need.
     */
    public Tensor keep() {
        storage.keep();
        return this;
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

    /** Returns the op that made this tensor and was recorded, null for a leaf. */
    public @Nullable Op op() {
        return op;
    }

    /** Tells whether no recorded op made this tensor. */
    public boolean isLeaf() {
        return op == null;
    }

    /** Adds the gradients of this scalar to the leaves it depends on; see {@link #backward(Tensor, GraphOption...)}. */
    public void backward(GraphOption... options) {
        backward(defaultUpstream(), options);
    }

    /**
     * Adds {@code upstream · ∂this/∂leaf} to {@link #grad} of every leaf that requires gradients, and frees the graph.
     *
     * @param upstream the gradient of the quantity of interest by this tensor, of its shape and type
     * @throws IllegalArgumentException if the upstream gradient does not fit
     * @throws IllegalStateException if this tensor does not require gradients, the graph was freed by an earlier pass,
     *     or a tensor that it saved was changed since
     */
    public void backward(Tensor upstream, GraphOption... options) {
        checkBackward(upstream);
        new BackwardPass(null, options).run(List.of(this), List.of(upstream));
    }

    private void checkBackward(Tensor upstream) {
        checkUpstream("backward", upstream);
        if (!requiresGrad) {
            throw new IllegalStateException("backward: the tensor of shape " + shape()
                    + " does not require gradients; no leaf that it was made from does, or it was made in noGrad()");
        }
    }

    /**
     * Begins a backward pass of this scalar that goes node by node; see {@link #backwardSteps(Tensor, GraphOption...)}.
     */
    public BackwardSteps backwardSteps(GraphOption... options) {
        return backwardSteps(defaultUpstream(), options);
    }

    /**
     * Begins a backward pass that goes node by node, to be looked at in between; after the last step all is as after
     * {@link #backward(Tensor, GraphOption...)}.
     *
     * @throws IllegalArgumentException as {@code backward}
     * @throws IllegalStateException as {@code backward}
     */
    public BackwardSteps backwardSteps(Tensor upstream, GraphOption... options) {
        checkBackward(upstream);
        return new BackwardSteps(this, upstream, options);
    }

    /** Returns a tensor with the same elements, shared, that is cut off from the graph. */
    public Tensor detach() {
        return new Tensor(storage, layout);
    }

    /** Returns 1, the upstream gradient from which a backward pass of a scalar starts. */
    Tensor defaultUpstream() {
        if (size() != 1) {
            throw new IllegalArgumentException(
                    "backward: only a tensor with one element has a default upstream gradient, " + "this one has shape "
                            + shape() + "; pass the upstream gradient, or reduce it, with sum() for instance");
        }
        return Factories.full(dtype(), 1, shape());
    }

    void checkUpstream(String method, Tensor upstream) {
        if (!upstream.shape().equals(shape()) || upstream.dtype() != dtype()) {
            throw new IllegalArgumentException(method + ": the gradient has shape " + upstream.shape() + " and type "
                    + upstream.dtype() + ", the tensor " + shape() + " and " + dtype());
        }
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
        grad = known == null ? gradient.asGradient() : known.add(gradient).asGradient();
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

    // ---- Changes in place, for optimisers ----

    /**
     * Replaces each element: {@code x = f(x)}.
     *
     * @throws IllegalStateException if the graph may still need the old elements: the tensor was made by a recorded op,
     *     requires gradients while the thread records, is a gradient, or repeats elements
     */
    public void update(UnaryFunction f) {
        beforeChange("update");
        InPlace.update(this, f);
    }

    /** Replaces each element: {@code x = f(x, a)}, with {@code a} of the same shape and type; see {@link #update}. */
    public void update(BinaryFunction f, Tensor a) {
        beforeChange("update");
        InPlace.update(this, f, a);
    }

    /** Replaces each element: {@code x = f(x, a, b)}, all of the same shape and type; see {@link #update}. */
    public void update(TernaryFunction f, Tensor a, Tensor b) {
        beforeChange("update");
        InPlace.update(this, f, a, b);
    }

    /** Replaces all elements by those of a tensor of the same shape and type; refused where {@link #update} is. */
    public void copyFrom(Tensor source) {
        beforeChange("copyFrom");
        InPlace.copy(this, source);
    }

    private void beforeChange(String method) {
        String reason = op != null
                ? "was made by " + op.name() + " and the graph may need it; change a detached copy"
                : requiresGrad && Autograd.isRecording()
                        ? "requires gradients and the thread records; change it within Autograd.noGrad()"
                        : storage.isGradient()
                                ? "is a gradient, whose elements others may share; compute a new one and call setGrad"
                                : layout.isRepeating() ? "repeats elements (it was expanded); change a copy" : null;
        if (reason != null) {
            throw new IllegalStateException(method + ": the tensor of shape " + shape() + " " + reason);
        }
    }
}

package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x)} for each element: the Jacobian is diagonal, so the gradient is {@code upstream · f'(x)}.
 *
 * <p>{@link #forward} stores its input (or its output, where the derivative is cheaper in terms of that);
 * {@link #calculateDerivative} returns the derivative at what was stored; {@link #backward} multiplies. A subclass
 * gives {@link #value} and {@link #calculateDerivative}, and {@link #fusedDerivative} where one loop over derivative
 * and product is worth having.
 */
public abstract class ElementwiseOp extends UnaryOp {
    private @Nullable Saved stored;

    /** For subclasses. */
    protected ElementwiseOp() {}

    /** Returns f. */
    protected abstract UnaryFunction value();

    /**
     * Returns the derivative of f at the stored tensor, of its shape. Written in tensor operations, so that it can be
     * differentiated in turn.
     */
    public abstract Tensor calculateDerivative();

    /**
     * Returns the derivative as a scalar function of what is stored, which then runs in one loop with the product, or
     * null to compute {@code upstream.mul(calculateDerivative())}. Both give the same values.
     */
    protected @Nullable UnaryFunction fusedDerivative() {
        return null;
    }

    /** Tells whether the output is stored and not the input. */
    protected boolean storesOutput() {
        return false;
    }

    @Override
    public final Tensor forward(Tensor x) {
        if (!x.dtype().isFloat()) {
            throw new IllegalArgumentException(
                    name() + ": takes FLOAT32 or FLOAT64, got " + x.dtype() + "; convert with to(DType.FLOAT32)");
        }
        Tensor y = Pointwise.map(value(), x);
        stored = save(storesOutput() ? y : x);
        return y;
    }

    /**
     * Returns the tensor that the forward pass stored.
     *
     * @throws IllegalStateException if there was no forward pass, or the tensor was changed or freed since
     */
    protected final Tensor stored() {
        if (stored == null) {
            throw new IllegalStateException(name() + ": the derivative is asked before the forward pass");
        }
        return stored.get();
    }

    /** Returns {@code upstream · calculateDerivative()}. */
    @Override
    public Tensor backward(Tensor upstream) {
        checkUpstream(upstream, stored());
        UnaryFunction fused = Autograd.isRecording() ? null : fusedDerivative();
        return fused == null ? upstream.mul(calculateDerivative()) : Pointwise.product(fused, upstream, stored());
    }
}

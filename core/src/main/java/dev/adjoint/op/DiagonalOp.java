package dev.adjoint.op;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = f(x)} for each element: the Jacobian is diagonal, so the gradient is {@code upstream · f'(x)}.
 *
 * <p>{@link #forward} stores its input (or its output, where the derivative is cheaper in terms of that);
 * {@link #calculateDerivative} returns the derivative at what was stored; {@link #backward} multiplies.
 */
public abstract class DiagonalOp extends UnaryOp {
    private @Nullable Saved stored;

    /** For subclasses. */
    protected DiagonalOp() {}

    /** Returns f(x), written in tensor operations or as a loop. */
    protected abstract Tensor evaluate(Tensor x);

    /**
     * Returns the derivative of f at the stored tensor, of its shape. Written in tensor operations, so that it can be
     * differentiated in turn.
     */
    public abstract Tensor calculateDerivative();

    /** Tells whether the output is stored and not the input. */
    protected boolean storesOutput() {
        return false;
    }

    @Override
    public final Tensor forward(Tensor x) {
        x.dtype().checkFloat(this);
        Tensor y = evaluate(x);
        stored = save(storesOutput() ? y : x);
        return y;
    }

    /**
     * Returns the tensor that the forward pass stored.
     *
     * @throws IllegalStateException if there was no forward pass, or the tensor was changed or freed since
     */
    protected final Tensor stored() {
        return afterForward(stored).get();
    }

    /** Returns {@code upstream · calculateDerivative()}. */
    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.mul(calculateDerivative());
    }

    @Override
    protected boolean isElementwise() {
        return true;
    }
}

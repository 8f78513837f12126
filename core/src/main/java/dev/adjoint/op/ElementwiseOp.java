package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import org.jspecify.annotations.Nullable;

/**
 * A {@link DiagonalOp} given as a scalar function, which runs in a loop of its own.
 *
 * <p>A subclass gives {@link #value} and {@link #calculateDerivative}, and {@link #fusedDerivative} where one loop over
 * derivative and product is worth having.
 */
public abstract class ElementwiseOp extends DiagonalOp {
    /** For subclasses. */
    protected ElementwiseOp() {}

    /** Returns f. */
    protected abstract UnaryFunction value();

    /**
     * Returns the derivative as a scalar function of what is stored, which then runs in one loop with the product, or
     * null to compute {@code upstream.mul(calculateDerivative())}. Both give the same values.
     */
    protected @Nullable UnaryFunction fusedDerivative() {
        return null;
    }

    @Override
    protected final Tensor evaluate(Tensor x) {
        return Pointwise.map(value(), x);
    }

    /** Returns {@code upstream · calculateDerivative()}. */
    @Override
    public Tensor backward(Tensor upstream) {
        checkUpstream(upstream, stored());
        UnaryFunction fused = Autograd.isRecording() ? null : fusedDerivative();
        return fused == null ? super.backward(upstream) : Pointwise.product(fused, upstream, stored());
    }
}

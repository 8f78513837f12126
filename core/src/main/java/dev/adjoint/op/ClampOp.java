package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = min(max(x, low), high)}, NaN for NaN; the derivative is 1 within the bounds, 0 outside.
 *
 * <p>At the bounds themselves it is 1 for {@code clamp} and 0 for {@code hardtanh} and {@code relu6}, as in PyTorch.
 */
public final class ClampOp extends DiagonalOp {
    private final double low;
    private final double high;
    private final boolean closed;

    /** Makes the op; an open bound is infinite, and {@code closed} tells whether the derivative at a bound is 1. */
    public ClampOp(double low, double high, boolean closed) {
        this.low = low;
        this.high = high;
        this.closed = closed;
    }

    @Override
    protected Tensor evaluate(Tensor x) {
        return x.maximum(Tensor.scalar(x.dtype(), low)).minimum(Tensor.scalar(x.dtype(), high));
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor x = stored();
        Tensor within = closed ? x.ge(low).logicalAnd(x.le(high)) : x.gt(low).logicalAnd(x.lt(high));
        return within.to(x.dtype());
    }
}

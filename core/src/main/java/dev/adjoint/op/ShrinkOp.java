package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = x} where {@code |x| > λ}, 0 elsewhere (hard), or moved towards 0 by λ (soft); the derivative is 1 where
 * {@code |x| > λ}, 0 elsewhere. NaN stays NaN.
 */
public final class ShrinkOp extends DiagonalOp {
    private final double lambda;
    private final boolean soft;

    /** Makes the op. */
    public ShrinkOp(double lambda, boolean soft) {
        this.lambda = lambda;
        this.soft = soft;
    }

    @Override
    protected Tensor evaluate(Tensor x) {
        Tensor kept = soft ? x.sub(x.sign().mul(lambda)) : x;
        return outside(x).where(kept, Tensor.scalar(x.dtype(), 0));
    }

    @Override
    public Tensor calculateDerivative() {
        return outside(stored()).to(stored().dtype());
    }

    private Tensor outside(Tensor x) {
        return x.abs().le(lambda).logicalNot();
    }
}

package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = ln(1 + e^(β·x)) / β}, and {@code y = x} where {@code β·x} is over the threshold; the derivative is
 * {@code σ(β·x)}, and 1 there.
 *
 * <p>Computed as {@code (max(z, 0) + ln(1 + e^−|z|)) / β} with {@code z = β·x}, which does not overflow.
 */
public final class SoftplusOp extends DiagonalOp {
    private final double beta;
    private final double threshold;

    /**
     * Makes the op; β is 1 and the threshold 20 by custom.
     *
     * @throws IllegalArgumentException if β is 0
     */
    public SoftplusOp(double beta, double threshold) {
        if (beta == 0) {
            throw new IllegalArgumentException("softplus: beta must not be 0");
        }
        this.beta = beta;
        this.threshold = threshold;
    }

    @Override
    protected Tensor evaluate(Tensor x) {
        Tensor z = x.mul(beta);
        Tensor soft = z.relu().add(z.abs().neg().exp().log1p()).div(beta);
        return z.gt(threshold).where(x, soft);
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor z = stored().mul(beta);
        return z.gt(threshold).where(Tensor.scalar(z.dtype(), 1), z.sigmoid());
    }
}

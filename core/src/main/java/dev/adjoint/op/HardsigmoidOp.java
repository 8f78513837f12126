package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = min(max(x + 3, 0), 6) / 6}; the derivative is 1/6 where {@code |x| < 3}, 0 elsewhere.
 *
 * <p>As in PyTorch, that sixth is rounded to float for either type, which a {@code FLOAT64} gradient shows in the
 * eighth digit.
 */
public final class HardsigmoidOp extends DiagonalOp {
    private static final double SIXTH = 1.0f / 6;

    @Override
    protected Tensor evaluate(Tensor x) {
        return x.add(3).relu6().div(6);
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor x = stored();
        return x.abs().lt(3).to(x.dtype()).mul(SIXTH);
    }
}

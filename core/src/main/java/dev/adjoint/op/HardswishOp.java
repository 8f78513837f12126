package dev.adjoint.op;

import dev.adjoint.Tensor;

/**
 * {@code y = x · min(max(x + 3, 0), 6) / 6}; the derivative is 0 where {@code x < −3}, {@code x/3 + ½} up to 3, 1
 * above.
 *
 * <p>Source: A. Howard et al., Searching for MobileNetV3, ICCV 2019.
 */
public final class HardswishOp extends DiagonalOp {
    @Override
    protected Tensor evaluate(Tensor x) {
        return x.mul(x.add(3).relu6()).div(6);
    }

    @Override
    public Tensor calculateDerivative() {
        Tensor x = stored();
        Tensor middle = x.div(3).add(0.5);
        Tensor upper = x.lt(3).where(middle, Tensor.scalar(x.dtype(), 1));
        return x.gt(-3).where(upper, Tensor.scalar(x.dtype(), 0));
    }
}

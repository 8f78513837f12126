package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;
import dev.adjoint.kernel.Elementary;

/** {@code y = erf x = 2/√π ∫₀ˣ e^−t² dt}, with derivative {@code 2/√π · e^−x²}. */
public final class ErfOp extends ElementwiseOp {
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    @Override
    protected UnaryFunction value() {
        return Elementary.ERF;
    }

    @Override
    public Tensor calculateDerivative() {
        return stored().square().neg().exp().mul(TWO_OVER_ROOT_PI);
    }
}

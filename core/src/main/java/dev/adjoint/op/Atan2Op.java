package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.DoubleMath;
import dev.adjoint.kernel.FloatMath;

/**
 * {@code atan2(y, x)}, the angle of the point (x, y) in (−π, π]: the gradient by y is {@code upstream · x / (x² + y²)},
 * by x it is {@code −upstream · y / (x² + y²)}, both 0 at the origin.
 */
public final class Atan2Op extends BinaryOp {
    private enum Function implements BinaryFunction {
        ATAN2;

        @Override
        public double apply(double y, double x) {
            return DoubleMath.atan2(y, x);
        }

        @Override
        public float apply(float y, float x) {
            return FloatMath.atan2(y, x);
        }
    }

    @Override
    protected BinaryFunction value() {
        return Function.ATAN2;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream.mul(right().div(squaredRadius()));
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.mul(left().neg().div(squaredRadius()));
    }

    /** Returns x² + y², but 1 at the origin, which makes the gradients there 0. */
    private Tensor squaredRadius() {
        Tensor atOrigin = left().eq(0).logicalAnd(right().eq(0));
        Tensor one = Tensor.scalar(left().dtype(), 1);
        return atOrigin.where(one, left().square().add(right().square()));
    }
}

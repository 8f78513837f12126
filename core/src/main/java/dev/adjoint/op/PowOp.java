package dev.adjoint.op;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.kernel.Arithmetic;
import org.jspecify.annotations.Nullable;

/**
 * {@code z = x^y}.
 *
 * <p>The gradient by x is {@code upstream · y · x^(y−1)}, 0 where y = 0; by y it is {@code upstream · z · ln x}, 0
 * where x = 0 and y ≥ 0.
 */
public final class PowOp extends BinaryOp {
    private @Nullable Saved power;

    @Override
    protected BinaryFunction value() {
        return Arithmetic.POW;
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor z = super.forward(inputs);
        power = save(z);
        return z;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        Tensor y = right();
        Tensor slope = y.mul(left().pow(y.sub(1)));
        return upstream.mul(y.eq(0).where(zero(slope), slope));
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        Tensor slope = afterForward(power).get().mul(left().log());
        Tensor flat = left().eq(0).logicalAnd(right().ge(0));
        return upstream.mul(flat.where(zero(slope), slope));
    }

    private static Tensor zero(Tensor like) {
        return Tensor.scalar(like.dtype(), 0);
    }
}

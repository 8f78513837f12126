package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code f(x, y)} for a function and its two derivatives given by the user.
 *
 * <p>Differentiable once: the derivatives' own derivatives are not known.
 */
public final class ZipOp extends BinaryOp {
    private final BinaryFunction f;
    private final @Nullable BinaryFunction byX;
    private final @Nullable BinaryFunction byY;

    /** Makes the op from f alone; it cannot be differentiated. */
    public ZipOp(BinaryFunction f) {
        this.f = f;
        this.byX = null;
        this.byY = null;
    }

    /** Makes the op from f, ∂f/∂x and ∂f/∂y. */
    public ZipOp(BinaryFunction f, BinaryFunction byX, BinaryFunction byY) {
        this.f = f;
        this.byX = byX;
        this.byY = byY;
    }

    @Override
    protected BinaryFunction value() {
        return f;
    }

    @Override
    protected Tensor leftGradient(Tensor upstream) {
        return upstream.mul(derivative(byX));
    }

    @Override
    protected Tensor rightGradient(Tensor upstream) {
        return upstream.mul(derivative(byY));
    }

    private Tensor derivative(@Nullable BinaryFunction by) {
        if (by == null) {
            throw new IllegalStateException(
                    "zip: a derivative is needed here but was not given; pass both derivatives after the function");
        }
        if (Autograd.isRecording()) {
            throw new IllegalStateException(
                    "zip: gradients of gradients need second derivatives, which were not given; "
                            + "compose the function from ops, or write a class that extends BinaryOp");
        }
        return Pointwise.zip(this, by, left(), right());
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * {@code f(x, y)} for the elements of two tensors of one type, broadcast to one shape.
 *
 * <p>A subclass gives {@link #value} and the gradients by {@link #left} and {@link #right}, of the broadcast shape: the
 * engine sums them to the shape of each input.
 */
public abstract class BinaryOp extends Op {
    private @Nullable Saved left;
    private @Nullable Saved right;

    /** For subclasses. */
    protected BinaryOp() {}

    /** Returns f. */
    protected abstract BinaryFunction value();

    /** Returns f for {@code INT64}, or null if it is not defined there. */
    protected @Nullable LongBinaryOperator longValue() {
        return null;
    }

    /** Returns {@code upstream · ∂f/∂left}. */
    protected abstract Tensor leftGradient(Tensor upstream);

    /** Returns {@code upstream · ∂f/∂right}. */
    protected abstract Tensor rightGradient(Tensor upstream);

    /** Tells whether the gradients read the inputs, which are then guarded against changes. */
    protected boolean storesInputs() {
        return true;
    }

    @Override
    public Tensor forward(Tensor... inputs) {
        if (inputs.length != 2) {
            throw new IllegalArgumentException(name() + ": takes 2 tensors, got " + inputs.length);
        }
        Tensor x = inputs[0];
        Tensor y = inputs[1];
        if (x.dtype() != y.dtype()) {
            throw new IllegalArgumentException(name() + ": both tensors must have one type, left is " + x.dtype()
                    + " and right " + y.dtype() + "; convert one with to(DType)");
        }
        if (storesInputs()) {
            left = save(x);
            right = save(y);
        }
        if (x.dtype().isFloat()) {
            return Pointwise.zip(this, value(), x, y);
        }
        LongBinaryOperator integers = longValue();
        if (x.dtype() != DType.INT64 || integers == null) {
            throw new IllegalArgumentException(
                    name() + ": is not defined for " + x.dtype() + "; convert with to(DType.FLOAT32)");
        }
        return Pointwise.zipLongs(this, integers, x, y);
    }

    @Override
    public final @Nullable Tensor[] inputGradients(Tensor upstream) {
        return new @Nullable Tensor[] {
            needsGrad(0) ? leftGradient(upstream) : null, needsGrad(1) ? rightGradient(upstream) : null
        };
    }

    /** Returns the stored left input. */
    protected final Tensor left() {
        return get(left);
    }

    /** Returns the stored right input. */
    protected final Tensor right() {
        return get(right);
    }

    private Tensor get(@Nullable Saved saved) {
        return afterForward(saved).get();
    }

    @Override
    protected boolean isElementwise() {
        return true;
    }
}

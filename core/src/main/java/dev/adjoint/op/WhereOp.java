package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * x where the condition is true, y elsewhere; the three are broadcast to one shape, and so the gradient goes to x where
 * the condition is true, to y elsewhere.
 */
public final class WhereOp extends Op {
    private @Nullable Saved condition;

    @Override
    public Tensor forward(Tensor... inputs) {
        if (inputs.length != 3) {
            throw new IllegalArgumentException("where: takes a condition and 2 tensors, got " + inputs.length);
        }
        Tensor x = inputs[1];
        Tensor y = inputs[2];
        if (inputs[0].dtype() != DType.BOOL) {
            throw new IllegalArgumentException("where: the condition must be BOOL, got " + inputs[0].dtype());
        }
        if (x.dtype() != y.dtype()) {
            throw new IllegalArgumentException("where: both tensors must have one type, left is " + x.dtype()
                    + " and right " + y.dtype() + "; convert one with to(DType)");
        }
        condition = save(inputs[0]);
        Shape shape = Shape.broadcast("where", inputs[0].shape(), Shape.broadcast("where", x.shape(), y.shape()));
        return Pointwise.select(inputs[0].expand(shape), x.expand(shape), y.expand(shape));
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor mask = afterForward(condition).get();
        Tensor zero = Tensor.scalar(upstream.dtype(), 0);
        return new @Nullable Tensor[] {
            null, needsGrad(1) ? mask.where(upstream, zero) : null, needsGrad(2) ? mask.where(zero, upstream) : null
        };
    }

    @Override
    protected boolean isElementwise() {
        return true;
    }

    @Override
    protected @Nullable Tensor influence(int i) {
        Tensor mask = afterForward(condition).get();
        return i == 1 ? mask : mask.logicalNot();
    }
}

package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;

/** {@code y = −x}, with gradient {@code −upstream}. */
public final class NegOp extends UnaryOp {
    @Override
    public Tensor forward(Tensor x) {
        if (x.dtype() == DType.BOOL) {
            throw new IllegalArgumentException("neg: is not defined for BOOL; use logicalNot or to(DType.FLOAT32)");
        }
        return Pointwise.times(x, Tensor.scalar(x.dtype(), -1));
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.neg();
    }

    @Override
    protected boolean isElementwise() {
        return true;
    }
}

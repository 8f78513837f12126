package dev.adjoint.op;

import dev.adjoint.Tensor;

/** {@code y = −x}, with gradient {@code −upstream}. */
public final class NegOp extends UnaryOp {
    @Override
    public Tensor forward(Tensor x) {
        return x.mul(-1);
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return upstream.neg();
    }
}

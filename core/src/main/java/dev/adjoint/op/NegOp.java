package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.function.UnaryFunction;

/** {@code y = −x}, with gradient {@code −upstream}. */
public final class NegOp extends UnaryOp {
    private enum Function implements UnaryFunction {
        NEG {
            @Override
            public double apply(double x) {
                return -x;
            }

            @Override
            public float apply(float x) {
                return -x;
            }
        }
    }

    @Override
    public Tensor forward(Tensor x) {
        if (x.dtype() == DType.BOOL) {
            throw new IllegalArgumentException("neg: is not defined for BOOL; use logicalNot or to(DType.FLOAT32)");
        }
        return x.dtype().isFloat() ? Pointwise.map(Function.NEG, x) : x.mul(-1);
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

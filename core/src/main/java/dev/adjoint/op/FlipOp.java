package dev.adjoint.op;

import dev.adjoint.Tensor;

/** The elements in reverse order along dimensions; the gradient is reversed back. */
public final class FlipOp extends UnaryOp {
    private final boolean[] reversed;

    /** Makes the op: tells for each dimension whether it is reversed. */
    public FlipOp(boolean... reversed) {
        this.reversed = reversed.clone();
    }

    @Override
    public Tensor forward(Tensor x) {
        Tensor y = x.view(x.layout());
        for (int i = 0; i < reversed.length; i++) {
            if (reversed[i] && y.size(i) > 1) {
                y = y.view(y.layout().slice(i, y.size(i) - 1, -1, y.size(i)));
            }
        }
        return y;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new FlipOp(reversed).apply(upstream);
    }

    /** Implements {@link Tensor#flip}. */
    public static Tensor flip(Tensor x, int... dims) {
        return dims.length == 0 ? x : new FlipOp(x.shape().reduced("flip", dims)).apply(x);
    }
}

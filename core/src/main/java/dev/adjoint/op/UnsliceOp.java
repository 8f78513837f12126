package dev.adjoint.op;

import dev.adjoint.Layout;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/**
 * Zeros with the elements of x at the places where {@link SliceOp} reads: its gradient, and its gradient is a slice.
 */
final class UnsliceOp extends UnaryOp {
    private final Shape target;
    private final int axis;
    private final int start;
    private final int step;
    private int length;

    UnsliceOp(Shape target, int axis, int start, int step) {
        this.target = target;
        this.axis = axis;
        this.start = start;
        this.step = step;
    }

    @Override
    public Tensor forward(Tensor x) {
        length = x.size(axis);
        Tensor whole = Tensor.zeros(x.dtype(), target);
        Layout part = whole.layout().slice(axis, start, step, length);
        whole.view(part).copyFrom(x);
        return whole;
    }

    @Override
    public Tensor backward(Tensor upstream) {
        return new SliceOp(axis, start, step, length).apply(upstream);
    }
}

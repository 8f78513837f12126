package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.Window;

/** The largest element of each window: {@code [*, h, w] → [*, h', w']}; see {@link Tensor#maxPool2d}. */
public final class MaxPool2d extends Layer {
    private final Window vertical;
    private final Window horizontal;
    private final boolean ceilMode;

    /** Makes the layer with square windows side by side. */
    public MaxPool2d(int kernel) {
        this(kernel, kernel, 0);
    }

    /** Makes the layer with one window for both dimensions; padding is never chosen. */
    public MaxPool2d(int kernel, int stride, int padding) {
        this(new Window(kernel, stride, padding, 1), new Window(kernel, stride, padding, 1), false);
    }

    /**
     * Makes the layer.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     * @throws IllegalArgumentException if a window has padding {@link Window#SAME}
     */
    public MaxPool2d(Window vertical, Window horizontal, boolean ceilMode) {
        Checks.poolingWindows("MaxPool2d", vertical, horizontal);
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.ceilMode = ceilMode;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.maxPool2d(vertical, horizontal, ceilMode);
    }

    @Override
    protected String settings() {
        return "kernel_size=" + Notation.pair(vertical.kernel(), horizontal.kernel())
                + ", stride=" + Notation.pair(vertical.stride(), horizontal.stride())
                + ", padding=" + Notation.pair(vertical.padding(), horizontal.padding())
                + ", dilation=" + Notation.pair(vertical.dilation(), horizontal.dilation())
                + ", ceil_mode=" + Notation.of(ceilMode);
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.Window;

/** The mean of each window: {@code [*, h, w] → [*, h', w']}; see {@link Tensor#avgPool2d}. */
public final class AvgPool2d extends Layer {
    private final Window vertical;
    private final Window horizontal;
    private final boolean ceilMode;
    private final boolean countIncludePad;

    /** Makes the layer with square windows side by side. */
    public AvgPool2d(int kernel) {
        this(kernel, kernel, 0);
    }

    /** Makes the layer with one window for both dimensions; padding counts as zeros. */
    public AvgPool2d(int kernel, int stride, int padding) {
        this(new Window(kernel, stride, padding, 1), new Window(kernel, stride, padding, 1), false, true);
    }

    /**
     * Makes the layer.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     * @param countIncludePad whether padding counts as zeros, or not at all
     * @throws IllegalArgumentException if a window has padding {@link Window#SAME}
     */
    public AvgPool2d(Window vertical, Window horizontal, boolean ceilMode, boolean countIncludePad) {
        Checks.poolingWindows("AvgPool2d", vertical, horizontal);
        this.vertical = vertical;
        this.horizontal = horizontal;
        this.ceilMode = ceilMode;
        this.countIncludePad = countIncludePad;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.avgPool2d(vertical, horizontal, ceilMode, countIncludePad);
    }

    @Override
    protected String settings() {
        return "kernel_size=" + Notation.pair(vertical.kernel(), horizontal.kernel())
                + ", stride=" + Notation.pair(vertical.stride(), horizontal.stride())
                + ", padding=" + Notation.pair(vertical.padding(), horizontal.padding());
    }
}

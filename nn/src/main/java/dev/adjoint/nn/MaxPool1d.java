package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.Window;

/**
 * The largest element of each window: {@code [*, length] → [*, windows]}, as {@link MaxPool2d} of planes of height 1.
 */
public final class MaxPool1d extends Layer {
    private final Window window;
    private final boolean ceilMode;

    /** Makes the layer with windows side by side. */
    public MaxPool1d(int kernel) {
        this(kernel, kernel, 0);
    }

    /** Makes the layer; padding is never chosen. */
    public MaxPool1d(int kernel, int stride, int padding) {
        this(new Window(kernel, stride, padding, 1), false);
    }

    /**
     * Makes the layer.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     * @throws IllegalArgumentException if the window has padding {@link Window#SAME}
     */
    public MaxPool1d(Window window, boolean ceilMode) {
        Checks.poolingWindows("MaxPool1d", window);
        this.window = window;
        this.ceilMode = ceilMode;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.unsqueeze(-2).maxPool2d(Window.of(1), window, ceilMode).squeeze(-2);
    }

    @Override
    protected String settings() {
        return "kernel_size=" + window.kernel() + ", stride=" + window.stride() + ", padding=" + window.padding()
                + ", dilation=" + window.dilation() + ", ceil_mode=" + Notation.of(ceilMode);
    }
}

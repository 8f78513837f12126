package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.Window;

/** The mean of each window: {@code [*, length] → [*, windows]}, as {@link AvgPool2d} of planes of height 1. */
public final class AvgPool1d extends Layer {
    private final Window window;
    private final boolean ceilMode;
    private final boolean countIncludePad;

    /** Makes the layer with windows side by side. */
    public AvgPool1d(int kernel) {
        this(kernel, kernel, 0);
    }

    /** Makes the layer; padding counts as zeros. */
    public AvgPool1d(int kernel, int stride, int padding) {
        this(new Window(kernel, stride, padding, 1), false, true);
    }

    /**
     * Makes the layer.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     * @param countIncludePad whether padding counts as zeros, or not at all
     * @throws IllegalArgumentException if the window has padding {@link Window#SAME}
     */
    public AvgPool1d(Window window, boolean ceilMode, boolean countIncludePad) {
        Checks.poolingWindows("AvgPool1d", window);
        this.window = window;
        this.ceilMode = ceilMode;
        this.countIncludePad = countIncludePad;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.unsqueeze(-2)
                .avgPool2d(Window.of(1), window, ceilMode, countIncludePad)
                .squeeze(-2);
    }

    @Override
    protected String settings() {
        return "kernel_size=" + Notation.tuple(window.kernel()) + ", stride=" + Notation.tuple(window.stride())
                + ", padding=" + Notation.tuple(window.padding());
    }
}

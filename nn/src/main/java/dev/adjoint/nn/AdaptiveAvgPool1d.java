package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/** Means of {@code size} stretches of nearly one length that cover a sequence: {@code [*, length] → [*, size]}. */
public final class AdaptiveAvgPool1d extends Layer {
    private final int size;

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public AdaptiveAvgPool1d(int size) {
        Checks.positive("AdaptiveAvgPool1d", "size", size);
        this.size = size;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.unsqueeze(-2).adaptiveAvgPool2d(1, size).squeeze(-2);
    }

    @Override
    protected String settings() {
        return "output_size=" + size;
    }
}

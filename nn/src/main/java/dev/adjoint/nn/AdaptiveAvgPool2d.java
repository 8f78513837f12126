package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * Means of {@code height · width} rectangles of nearly one size that cover the plane: {@code [*, h, w] → [*, height,
 * width]}; see {@link Tensor#adaptiveAvgPool2d}.
 */
public final class AdaptiveAvgPool2d extends Layer {
    private final int height;
    private final int width;

    /**
     * Makes the layer with a square output.
     *
     * @throws IllegalArgumentException if the size is below 1
     */
    public AdaptiveAvgPool2d(int size) {
        this(size, size);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException if a size is below 1
     */
    public AdaptiveAvgPool2d(int height, int width) {
        Checks.sizes("AdaptiveAvgPool2d", height, width);
        this.height = height;
        this.width = width;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.adaptiveAvgPool2d(height, width);
    }

    @Override
    protected String settings() {
        return "output_size=" + Notation.pair(height, width);
    }
}

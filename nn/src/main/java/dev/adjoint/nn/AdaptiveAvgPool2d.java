package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Means of {@code height · width} rectangles of nearly one size that cover the plane: {@code [*, h, w] → [*, height,
 * width]}; see {@link Tensor#adaptiveAvgPool2d}.
 */
public final class AdaptiveAvgPool2d extends Layer {
    private final @Nullable Integer height;
    private final @Nullable Integer width;

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
     * @param height null for that of the input
     * @param width null for that of the input
     * @throws IllegalArgumentException if a size is below 1
     */
    public AdaptiveAvgPool2d(@Nullable Integer height, @Nullable Integer width) {
        Checks.sizes("AdaptiveAvgPool2d", height == null ? 1 : height, width == null ? 1 : width);
        this.height = height;
        this.width = width;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.adaptiveAvgPool2d(height == null ? x.size(-2) : height, width == null ? x.size(-1) : width);
    }

    @Override
    protected String settings() {
        return "output_size="
                + (Objects.equals(height, width) ? text(height) : "(" + text(height) + ", " + text(width) + ")");
    }

    private static String text(@Nullable Integer size) {
        return size == null ? "None" : size.toString();
    }
}

package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x / √(mean(x²) + eps) · weight} over the last dimensions: {@code x: [*, shape]}, weight: {@code shape} →
 * {@code [*, shape]}; see {@link Tensor#rmsNorm(int[], Tensor, double)}.
 *
 * <p>Source: B. Zhang, R. Sennrich, Root Mean Square Layer Normalization, NeurIPS 2019.
 */
public final class RmsNorm extends Layer {
    private final int[] shape;
    private final @Nullable Double eps;
    private final @Nullable Tensor weight;

    /**
     * Makes a {@code FLOAT32} layer for last dimensions of these sizes, with the type's machine epsilon and weight 1.
     */
    public RmsNorm(int... shape) {
        this(shape, null, true, DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param eps null for the machine epsilon of the input's type
     * @param affine whether there is a weight
     * @throws IllegalArgumentException if there are no sizes or one is below 1, eps is negative or not finite, or the
     *     type is not a float type
     */
    public RmsNorm(int[] shape, @Nullable Double eps, boolean affine, DType dtype) {
        Checks.sizes("RMSNorm", shape);
        if (eps != null) {
            Checks.notNegative("RMSNorm", "eps", eps);
        }
        this.shape = shape.clone();
        this.eps = eps;
        this.weight = affine ? parameter("weight", Tensor.ones(dtype, shape)) : null;
    }

    /** Returns the weight, or null if there is none. */
    public @Nullable Tensor weight() {
        return weight;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return eps == null ? x.rmsNorm(shape, weight) : x.rmsNorm(shape, weight, eps);
    }

    @Override
    protected String kind() {
        return "RMSNorm";
    }

    @Override
    protected String settings() {
        return Notation.tuple(shape) + ", eps=" + (eps == null ? "None" : Notation.of(eps)) + ", elementwise_affine="
                + Notation.of(weight != null);
    }
}

package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias} over the last dimensions: {@code x: [*, shape]}, weight
 * and bias: {@code shape} → {@code [*, shape]}; see {@link Tensor#layerNorm}.
 *
 * <p>Source: J. Ba, J. Kiros, G. Hinton, Layer Normalization (2016).
 */
public final class LayerNorm extends Layer {
    private final int[] shape;
    private final double eps;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;

    /** Makes a {@code FLOAT32} layer for last dimensions of these sizes, with eps 10⁻⁵, weight 1 and bias 0. */
    public LayerNorm(int... shape) {
        this(shape, 1e-5, true, true, DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param affine whether there is a weight and, if {@code bias} is true, a bias
     * @throws IllegalArgumentException if there are no sizes or one is below 1, eps is negative or not finite, or the
     *     type is not a float type
     */
    public LayerNorm(int[] shape, double eps, boolean affine, boolean bias, DType dtype) {
        Checks.sizes("LayerNorm", shape);
        Checks.notNegative("LayerNorm", "eps", eps);
        this.shape = shape.clone();
        this.eps = eps;
        this.weight = affine ? parameter("weight", Tensor.ones(dtype, shape)) : null;
        this.bias = affine && bias ? parameter("bias", Tensor.zeros(dtype, shape)) : null;
    }

    /** Returns the weight, or null if there is none. */
    public @Nullable Tensor weight() {
        return weight;
    }

    /** Returns the bias, or null if there is none. */
    public @Nullable Tensor bias() {
        return bias;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.layerNorm(shape, weight, bias, eps);
    }

    @Override
    protected String settings() {
        return Notation.tuple(shape) + ", eps=" + Notation.of(eps) + ", elementwise_affine="
                + Notation.of(weight != null) + ", bias=" + Notation.of(bias != null);
    }
}

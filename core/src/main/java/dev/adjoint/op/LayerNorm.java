package dev.adjoint.op;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias}, mean and variance over the last dimensions: {@code x: [*,
 * shape]}, weight and bias: {@code shape} or none → {@code [*, shape]}. The variance is divided by the number of
 * elements.
 *
 * <p>Source: J. L. Ba, J. R. Kiros, G. E. Hinton, Layer Normalization (2016).
 */
public final class LayerNorm {
    private LayerNorm() {}

    /** Implements {@link Tensor#layerNorm}. */
    public static Tensor layerNorm(Tensor x, int[] shape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        Normalize.check("layerNorm", x, eps);
        int[] dims = Normalize.lastDims("layerNorm", x, shape);
        Normalize.check("layerNorm", "a weight", weight, x, shape);
        Normalize.check("layerNorm", "a bias", bias, x, shape);
        return LayerNormOp.rows(true, eps, x, dims, weight, bias);
    }
}

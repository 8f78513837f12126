package dev.adjoint.op;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x / √(mean(x²) + eps) · weight}, the mean over the last dimensions: {@code x: [*, shape]}, weight:
 * {@code shape} or none → {@code [*, shape]}.
 *
 * <p>Source: B. Zhang, R. Sennrich, Root Mean Square Layer Normalization (2019).
 */
public final class RmsNorms {
    private RmsNorms() {}

    /** Implements {@link Tensor#rmsNorm(int[], Tensor, double)}. */
    public static Tensor rmsNorm(Tensor x, int[] shape, @Nullable Tensor weight, double eps) {
        Normalize.check("rmsNorm", x, eps);
        int[] dims = Normalize.lastDims("rmsNorm", x, shape);
        Normalize.check("rmsNorm", "a weight", weight, x, shape);
        return LayerNormOp.rows(false, eps, x, dims, weight, null);
    }

    /** Returns the distance from 1 to the next number of the type, the usual eps. */
    public static double epsilon(DType dtype) {
        return dtype == DType.FLOAT32 ? Math.ulp(1f) : Math.ulp(1d);
    }
}

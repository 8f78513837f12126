package dev.adjoint.op;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias}, mean and variance over the channels of a group and all
 * places, for each sample: {@code x: [n, c, *]}, weight and bias: {@code [c]} or none → {@code [n, c, *]}. The variance
 * is divided by the number of elements.
 *
 * <p>Source: Y. Wu, K. He, Group Normalization (2018).
 */
public final class GroupNorms {
    private GroupNorms() {}

    /** Implements {@link Tensor#groupNorm}. */
    public static Tensor groupNorm(Tensor x, int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        Normalize.check("groupNorm", x, eps);
        if (x.rank() < 2 || groups < 1 || x.size(1) % groups != 0) {
            throw new IllegalArgumentException("groupNorm: expects input [n, c, *] with c a multiple of groups = "
                    + groups + ", got " + x.shape());
        }
        int channels = x.size(1);
        Normalize.check("groupNorm", "a weight", weight, x, channels);
        Normalize.check("groupNorm", "a bias", bias, x, channels);
        int length = channels / groups * Indices.inner(x.shape(), 1);
        Tensor y = Normalize.standardize(x.reshape(x.size(0), groups, length), eps, 2)
                .reshape(x.shape());
        return Normalize.affine(y, Normalize.perChannel(weight, x), Normalize.perChannel(bias, x));
    }
}

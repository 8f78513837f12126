package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias}, mean and variance over the channels of a group and all
 * places, for each sample: {@code x: [n, c, *]}, weight and bias: {@code [c]} → {@code [n, c, *]}; see
 * {@link Tensor#groupNorm}.
 *
 * <p>Source: Y. Wu, K. He, Group Normalization, ECCV 2018.
 */
public final class GroupNorm extends Layer {
    private final int groups;
    private final int channels;
    private final double eps;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;

    /** Makes a {@code FLOAT32} layer with eps 10⁻⁵, weight 1 and bias 0. */
    public GroupNorm(int groups, int channels) {
        this(groups, channels, 1e-5, true, true, DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param affine whether there is a weight and, if {@code bias} is true, a bias
     * @throws IllegalArgumentException if groups is below 1 or does not divide the channels, eps is negative or not
     *     finite, or the type is not a float type
     */
    public GroupNorm(int groups, int channels, double eps, boolean affine, boolean bias, DType dtype) {
        if (groups < 1 || channels < 1 || channels % groups != 0) {
            throw new IllegalArgumentException(
                    "GroupNorm: channels must be a multiple of groups, both >= 1, got " + channels + " and " + groups);
        }
        Checks.notNegative("GroupNorm", "eps", eps);
        this.groups = groups;
        this.channels = channels;
        this.eps = eps;
        this.weight = affine ? parameter("weight", Tensor.ones(dtype, channels)) : null;
        this.bias = affine && bias ? parameter("bias", Tensor.zeros(dtype, channels)) : null;
    }

    /** Returns the weight, {@code [channels]}, or null if there is none. */
    public @Nullable Tensor weight() {
        return weight;
    }

    /** Returns the bias, {@code [channels]}, or null if there is none. */
    public @Nullable Tensor bias() {
        return bias;
    }

    @Override
    protected Tensor forward(Tensor x) {
        if (x.rank() < 2 || x.size(1) != channels) {
            throw new IllegalArgumentException(
                    "GroupNorm: expects input [n, c, *] with c = " + channels + ", got " + x.shape());
        }
        return x.groupNorm(groups, weight, bias, eps);
    }

    @Override
    protected String settings() {
        return groups + ", " + channels + ", eps=" + Notation.of(eps) + ", affine=" + Notation.of(weight != null)
                + ", bias=" + Notation.of(bias != null);
    }
}

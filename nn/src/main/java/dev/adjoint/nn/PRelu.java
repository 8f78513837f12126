package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code y = x} where {@code x > 0}, {@code weight · x} elsewhere: one slope, or one for each channel of {@code x: [n,
 * channels, *]}, learnt; see {@link Tensor#prelu}.
 *
 * <p>Source: K. He et al., Delving Deep into Rectifiers, ICCV 2015.
 */
public final class PRelu extends Layer {
    private final Tensor weight;

    /** Makes a {@code FLOAT32} layer with one slope that starts at 0.25. */
    public PRelu() {
        this(1);
    }

    /** Makes a {@code FLOAT32} layer with a slope for each channel that starts at 0.25. */
    public PRelu(int channels) {
        this(channels, 0.25, DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param init what the slopes start at
     * @throws IllegalArgumentException if channels is below 1, init not finite, or the type not a float type
     */
    public PRelu(int channels, double init, DType dtype) {
        Checks.positive("PReLU", "channels", channels);
        Checks.finite("PReLU", "init", init);
        this.weight = parameter("weight", Tensor.full(dtype, init, channels));
    }

    /** Returns the slopes, {@code [channels]}. */
    public Tensor weight() {
        return weight;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.prelu(weight);
    }

    @Override
    protected String kind() {
        return "PReLU";
    }

    @Override
    protected String settings() {
        return "num_parameters=" + weight.size();
    }
}

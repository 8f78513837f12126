package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Notation;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x·Wᵀ + b}: {@code x: [*, in]}, {@code weight: [out, in]}, {@code bias: [out]} → {@code y: [*, out]}.
 *
 * <p>Both start uniform on ±1/√in, the weight drawn first, as PyTorch draws them.
 */
public sealed class Linear extends Layer permits OutputProjection {
    private final int in;
    private final int out;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /** Makes a {@code FLOAT32} layer with a bias, drawn by the thread's default generator. */
    public Linear(int in, int out) {
        this(in, out, true);
    }

    /** Makes a {@code FLOAT32} layer drawn by the thread's default generator. */
    public Linear(int in, int out, boolean bias) {
        this(in, out, bias, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @throws IllegalArgumentException if a size is below 1 or the type is not a float type
     */
    public Linear(int in, int out, boolean bias, Rng rng, DType dtype) {
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("Linear: in and out must be >= 1, got " + in + " and " + out);
        }
        this.in = in;
        this.out = out;
        this.weight = parameter("weight", Init.weight(rng, dtype, out, in));
        this.bias = bias ? parameter("bias", Init.bias(rng, weight, out)) : null;
    }

    /** Returns W, {@code [out, in]}. */
    public Tensor weight() {
        return weight;
    }

    /** Returns b, {@code [out]}, or null if there is none. */
    public @Nullable Tensor bias() {
        return bias;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return x.linear(weight, bias);
    }

    @Override
    protected String settings() {
        return "in_features=" + in + ", out_features=" + out + ", bias=" + Notation.of(bias != null);
    }
}

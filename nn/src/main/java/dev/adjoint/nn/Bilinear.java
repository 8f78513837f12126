package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Notation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code y_o = Σ_ij x1_i · weight_oij · x2_j + bias_o}: {@code x1: [*, in1]}, {@code x2: [*, in2]}, {@code weight:
 * [out, in1, in2]}, {@code bias: [out]} → {@code [*, out]}.
 *
 * <p>Weight and bias start uniform on ±1/√in1, the weight drawn first, as PyTorch draws them.
 */
public final class Bilinear extends Module {
    private final int in1;
    private final int in2;
    private final int out;
    private final Tensor weight;
    private final @Nullable Tensor bias;

    /** Makes a {@code FLOAT32} module with a bias, drawn by the thread's default generator. */
    public Bilinear(int in1, int in2, int out) {
        this(in1, in2, out, true, Rng.current(), DType.FLOAT32);
    }

    /**
     * Makes a module.
     *
     * @throws IllegalArgumentException if a size is below 1 or the type is not a float type
     */
    public Bilinear(int in1, int in2, int out, boolean bias, Rng rng, DType dtype) {
        if (in1 < 1 || in2 < 1 || out < 1) {
            throw new IllegalArgumentException(
                    "Bilinear: in1, in2 and out must be >= 1, got " + in1 + ", " + in2 + " and " + out);
        }
        this.in1 = in1;
        this.in2 = in2;
        this.out = out;
        double bound = 1 / Math.sqrt(in1);
        this.weight = parameter("weight", Tensor.uniform(rng, dtype, -bound, bound, out, in1, in2));
        this.bias = bias ? parameter("bias", Tensor.uniform(rng, dtype, -bound, bound, out)) : null;
    }

    /** Returns the weight, {@code [out, in1, in2]}. */
    public Tensor weight() {
        return weight;
    }

    /** Returns the bias, {@code [out]}, or null if there is none. */
    public @Nullable Tensor bias() {
        return bias;
    }

    /**
     * Returns the output for two inputs.
     *
     * @throws IllegalArgumentException if they do not end in in1 and in2 elements or differ in another dimension
     */
    public Tensor apply(Tensor x1, Tensor x2) {
        int last = x1.rank() - 1;
        boolean fits = last >= 0
                && x1.rank() == x2.rank()
                && x1.size(-1) == in1
                && x2.size(-1) == in2
                && Arrays.equals(x1.shape().dims(), 0, last, x2.shape().dims(), 0, last);
        if (!fits) {
            throw new IllegalArgumentException("Bilinear: expects inputs [*, " + in1 + "] and [*, " + in2 + "], got "
                    + x1.shape() + " and " + x2.shape());
        }
        return within(() -> {
            Tensor y = Tensor.einsum("...i,oij,...j->...o", x1, weight, x2);
            return observed(bias == null ? y : y.add(bias), x1, x2);
        });
    }

    @Override
    protected String settings() {
        return "in1_features=" + in1 + ", in2_features=" + in2 + ", out_features=" + out + ", bias="
                + Notation.of(bias != null);
    }
}

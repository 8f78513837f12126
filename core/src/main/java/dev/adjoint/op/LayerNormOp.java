package dev.adjoint.op;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.RowNorm;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias}, or {@code y = x / √(mean(x²) + eps) · weight + bias}
 * without centring, all over the last dimensions: {@code x: [*, shape]}, weight and bias: {@code shape} or none →
 * {@code [*, shape]}.
 *
 * <p>With the normalised {@code h} and {@code k = upstream · weight}, the gradients are {@code (k − mean(k) − h ·
 * mean(k · h)) / √(variance + eps)}, without {@code mean(k)} if not centred; {@code upstream · h} and {@code upstream}
 * summed over the leading dimensions. One op, because its ten steps would each write and read back an array.
 */
public final class LayerNormOp extends Op {
    private final boolean centered;
    private final double eps;
    private final int[] dims;
    private final int n;
    private @Nullable Saved input;
    private @Nullable Saved weight;

    /** Of each row its mean, and {@code 1/√(variance + eps)}. */
    private @Nullable Tensor mean;

    private @Nullable Tensor scale;

    /**
     * Makes the op.
     *
     * @param dims the numbers of the last dimensions
     * @param n the product of their sizes
     */
    LayerNormOp(boolean centered, double eps, int[] dims, int n) {
        this.centered = centered;
        this.eps = eps;
        this.dims = dims.clone();
        this.n = n;
    }

    @Override
    public String name() {
        return centered ? "layerNorm" : "rmsNorm";
    }

    /** Takes x and, if there are any, the weight and then the bias; shapes are checked by then. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        input = save(x);
        weight = inputs.length > 1 ? save(inputs[1]) : null;
        Tensor y = Tensor.empty(x.dtype(), x.shape());
        Shape rows = Shape.of(n == 0 ? 0 : x.size() / n);
        Tensor means = Tensor.zeros(x.dtype(), rows);
        Tensor scales = Tensor.zeros(x.dtype(), rows);
        if (x.dtype() == DType.FLOAT32) {
            RowNorm.forward(
                    Pointwise.floats(x),
                    n,
                    centered,
                    eps,
                    inputs.length > 1 ? Pointwise.floats(inputs[1]) : null,
                    inputs.length > 2 ? Pointwise.floats(inputs[2]) : null,
                    means.storage().floats(),
                    scales.storage().floats(),
                    y.storage().floats());
        } else {
            RowNorm.forward(
                    Pointwise.doubles(x),
                    n,
                    centered,
                    eps,
                    inputs.length > 1 ? Pointwise.doubles(inputs[1]) : null,
                    inputs.length > 2 ? Pointwise.doubles(inputs[2]) : null,
                    means.storage().doubles(),
                    scales.storage().doubles(),
                    y.storage().doubles());
        }
        mean = means;
        scale = scales;
        return y;
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor x = afterForward(input).get();
        Tensor factors = weight == null ? null : weight.get();
        checkUpstream(upstream, x);
        return Autograd.isRecording() ? composed(x, factors, upstream) : fused(x, factors, upstream);
    }

    private @Nullable Tensor[] composed(Tensor x, @Nullable Tensor factors, Tensor upstream) {
        Tensor centre = centered ? x.sub(x.mean(true, dims)) : x;
        Tensor deviation = centre.square().mean(true, dims).add(eps).sqrt();
        Tensor h = centre.div(deviation);
        Tensor k = factors == null ? upstream : upstream.mul(factors);
        Tensor aside = centered ? k.sub(k.mean(true, dims)) : k;
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs().length];
        gradients[0] = aside.sub(h.mul(k.mul(h).mean(true, dims))).div(deviation);
        if (gradients.length > 1) {
            gradients[1] = upstream.mul(h);
        }
        if (gradients.length > 2) {
            gradients[2] = upstream;
        }
        return gradients;
    }

    private @Nullable Tensor[] fused(Tensor x, @Nullable Tensor factors, Tensor upstream) {
        Tensor[] inputs = inputs();
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs.length];
        gradients[0] = needsGrad(0) ? Tensor.empty(x.dtype(), x.shape()) : null;
        for (int i = 1; i < inputs.length; i++) {
            gradients[i] = needsGrad(i) ? Tensor.zeros(x.dtype(), inputs[i].shape()) : null;
        }
        Tensor dWeight = inputs.length > 1 ? gradients[1] : null;
        Tensor dBias = inputs.length > 2 ? gradients[2] : null;
        if (x.dtype() == DType.FLOAT32) {
            RowNorm.backward(
                    Pointwise.floats(x),
                    Pointwise.floats(upstream),
                    n,
                    centered,
                    factors == null ? null : Pointwise.floats(factors),
                    afterForward(mean).storage().floats(),
                    afterForward(scale).storage().floats(),
                    gradients[0] == null ? null : gradients[0].storage().floats(),
                    dWeight == null ? null : dWeight.storage().floats(),
                    dBias == null ? null : dBias.storage().floats());
        } else {
            RowNorm.backward(
                    Pointwise.doubles(x),
                    Pointwise.doubles(upstream),
                    n,
                    centered,
                    factors == null ? null : Pointwise.doubles(factors),
                    afterForward(mean).storage().doubles(),
                    afterForward(scale).storage().doubles(),
                    gradients[0] == null ? null : gradients[0].storage().doubles(),
                    dWeight == null ? null : dWeight.storage().doubles(),
                    dBias == null ? null : dBias.storage().doubles());
        }
        return gradients;
    }

    /** Applies the op over the last dimensions, of sizes {@code shape}; weight and bias fit them or are null. */
    static Tensor rows(
            boolean centered, double eps, Tensor x, int[] dims, @Nullable Tensor weight, @Nullable Tensor bias) {
        int n = 1;
        for (int dim : dims) {
            n *= x.size(dim);
        }
        LayerNormOp op = new LayerNormOp(centered, eps, dims, n);
        if (weight == null) {
            Tensor y = op.apply(x);
            return bias == null ? y : y.add(bias);
        }
        return bias == null ? op.apply(x, weight) : op.apply(x, weight, bias);
    }
}

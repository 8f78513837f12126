package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.PlaneWindows;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[n, o, i, j] = bias[o] + Σ_c,t,u weight[o, c, t, u] · x[n, c, i·stride − padding + t·dilation, …]}: a
 * cross-correlation, with x 0 outside its borders.
 *
 * <p>{@code x: [n, c, h, w]}, {@code weight: [o, c/groups, kh, kw]}, {@code bias: [o]} or none → {@code [n, o, h',
 * w']}. With several groups, output o sees the channels of its own group alone.
 *
 * <p>The gradients are a transposed convolution of upstream with the weight, the sum over samples and windows of
 * upstream times x, and upstream summed over all but the outputs; see {@link Convolution}.
 */
public final class Conv2dOp extends Op {
    private final Convolution convolution;
    private @Nullable Saved image;
    private @Nullable Saved weight;

    Conv2dOp(Convolution convolution) {
        this.convolution = convolution;
    }

    /** Takes x, the weight and, if there is one, the bias. */
    @Override
    public Tensor forward(Tensor... inputs) {
        image = save(inputs[0]);
        weight = save(inputs[1]);
        return convolution.correlate(inputs[0], inputs[1], inputs.length > 2 ? inputs[2] : null);
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs().length];
        gradients[0] = needsGrad(0)
                ? new ConvTranspose2dOp(convolution)
                        .apply(upstream, afterForward(weight).get())
                : null;
        gradients[1] = needsGrad(1)
                ? new ConvWeightOp(convolution).apply(afterForward(image).get(), upstream)
                : null;
        if (gradients.length > 2) {
            gradients[2] = needsGrad(2) ? upstream.sum(0, 2, 3) : null;
        }
        return gradients;
    }

    /** Implements {@link Tensor#conv2d(Tensor, Tensor, Window, Window, int)}. */
    public static Tensor conv2d(
            Tensor x, Tensor weight, @Nullable Tensor bias, Window vertical, Window horizontal, int groups) {
        Convolution.check("conv2d", false, x, weight, bias, groups, vertical.kernel(), horizontal.kernel());
        return x.rank() == 4
                ? onBatch("conv2d", x, weight, bias, vertical, horizontal, groups)
                : onBatch("conv2d", x.unsqueeze(0), weight, bias, vertical, horizontal, groups)
                        .squeeze(0);
    }

    /** Implements {@link Tensor#conv1d(Tensor, Tensor, Window, int)}: a convolution of images of height 1. */
    public static Tensor conv1d(Tensor x, Tensor weight, @Nullable Tensor bias, Window window, int groups) {
        Convolution.check("conv1d", false, x, weight, bias, groups, window.kernel());
        Tensor images = x.rank() == 3 ? x.unsqueeze(2) : x.unsqueeze(1).unsqueeze(0);
        Tensor y = onBatch("conv1d", images, weight.unsqueeze(2), bias, Window.of(1), window, groups)
                .squeeze(2);
        return x.rank() == 3 ? y : y.squeeze(0);
    }

    private static Tensor onBatch(
            String op, Tensor x, Tensor weight, @Nullable Tensor bias, Window vertical, Window horizontal, int groups) {
        PlaneWindows windows =
                new PlaneWindows(vertical.over(op, x.size(2), false), horizontal.over(op, x.size(3), false));
        Convolution convolution = new Convolution(windows, x.size(0), x.size(1), weight.size(0), groups);
        return bias == null
                ? new Conv2dOp(convolution).apply(x, weight)
                : new Conv2dOp(convolution).apply(x, weight, bias);
    }
}

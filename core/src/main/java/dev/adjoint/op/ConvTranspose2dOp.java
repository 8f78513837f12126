package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.PlaneWindows;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[n, c, i·stride − padding + t·dilation, …] += weight[o, c, t, u] · x[n, o, i, j]} for all i, j, t, u, from
 * {@code bias[c]} on: what {@link Conv2dOp} with this weight does to gradients.
 *
 * <p>{@code x: [n, o, h, w]}, {@code weight: [o, c/groups, kh, kw]}, {@code bias: [c]} or none → {@code [n, c, h', w']}
 * with {@code h' = (h − 1)·stride − 2·padding + dilation·(kh − 1) + 1 + outputPadding}.
 *
 * <p>The gradients are a convolution of upstream with the weight, the sum over samples and windows of x times upstream,
 * and upstream summed over all but the channels; see {@link Convolution}.
 */
public final class ConvTranspose2dOp extends Op {
    private final Convolution convolution;
    private @Nullable Saved grid;
    private @Nullable Saved weight;

    ConvTranspose2dOp(Convolution convolution) {
        this.convolution = convolution;
    }

    /** Takes x, the weight and, if there is one, the bias. */
    @Override
    public Tensor forward(Tensor... inputs) {
        grid = save(inputs[0]);
        weight = save(inputs[1]);
        return convolution.spread(inputs[0], inputs[1], inputs.length > 2 ? inputs[2] : null);
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        @Nullable Tensor[] gradients = new @Nullable Tensor[inputs().length];
        gradients[0] = needsGrad(0)
                ? new Conv2dOp(convolution).apply(upstream, afterForward(weight).get())
                : null;
        gradients[1] = needsGrad(1)
                ? new ConvWeightOp(convolution)
                        .apply(upstream, afterForward(grid).get())
                : null;
        if (gradients.length > 2) {
            gradients[2] = needsGrad(2) ? upstream.sum(0, 2, 3) : null;
        }
        return gradients;
    }

    /** Implements {@link Tensor#convTranspose2d}. */
    public static Tensor convTranspose2d(
            Tensor x,
            Tensor weight,
            @Nullable Tensor bias,
            Window vertical,
            Window horizontal,
            int groups,
            int outputPaddingVertical,
            int outputPaddingHorizontal) {
        Convolution.check("convTranspose2d", true, x, weight, bias, groups, vertical.kernel(), horizontal.kernel());
        Tensor grid = x.rank() == 4 ? x : x.unsqueeze(0);
        PlaneWindows windows = new PlaneWindows(
                vertical.transposed("convTranspose2d", grid.size(2), outputPaddingVertical),
                horizontal.transposed("convTranspose2d", grid.size(3), outputPaddingHorizontal));
        int channels = weight.size(1) * groups;
        Convolution convolution = new Convolution(windows, grid.size(0), channels, grid.size(1), groups);
        Tensor y = bias == null
                ? new ConvTranspose2dOp(convolution).apply(grid, weight)
                : new ConvTranspose2dOp(convolution).apply(grid, weight, bias);
        return x.rank() == 4 ? y : y.squeeze(0);
    }
}

package dev.adjoint.op;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y[o, c, t, u] = Σ_n,i,j grid[n, o, i, j] · image[n, c, i·stride − padding + t·dilation, …]}: the gradient of
 * the weight of {@link Conv2dOp} and {@link ConvTranspose2dOp}.
 *
 * <p>Its gradients are a transposed convolution of the grid with upstream, and a convolution of the image with it.
 */
final class ConvWeightOp extends Op {
    private final Convolution convolution;
    private @Nullable Saved image;
    private @Nullable Saved grid;

    ConvWeightOp(Convolution convolution) {
        this.convolution = convolution;
    }

    /** Takes the image and the grid. */
    @Override
    public Tensor forward(Tensor... inputs) {
        image = save(inputs[0]);
        grid = save(inputs[1]);
        return convolution.weigh(inputs[0], inputs[1]);
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        return new @Nullable Tensor[] {
            needsGrad(0)
                    ? new ConvTranspose2dOp(convolution)
                            .apply(afterForward(grid).get(), upstream)
                    : null,
            needsGrad(1) ? new Conv2dOp(convolution).apply(afterForward(image).get(), upstream) : null
        };
    }
}

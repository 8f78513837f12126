package dev.adjoint.op;

import dev.adjoint.Tensor;
import java.util.Arrays;

/**
 * The leaky rectifier whose slope is learnt: {@code y = x} where {@code x > 0}, {@code y = a·x} elsewhere, composed of
 * other ops.
 *
 * <p>Source: K. He et al., Delving Deep into Rectifiers, ICCV 2015.
 */
public final class Prelu {
    private Prelu() {}

    /**
     * Implements {@link Tensor#prelu}: {@code weight: [1]} or {@code []}, or {@code [channels]} for {@code x: [n,
     * channels, …]}.
     */
    public static Tensor prelu(Tensor x, Tensor weight) {
        int channels = x.rank() > 1 ? x.size(1) : 1;
        if (weight.rank() > 1 || (weight.size() != 1 && weight.size() != channels)) {
            throw new IllegalArgumentException("prelu: expects one weight or one for each of the " + channels
                    + " channels of input " + x.shape() + ", got " + weight.shape());
        }
        int[] dims = new int[Math.max(1, x.rank())];
        Arrays.fill(dims, 1);
        if (weight.size() != 1) {
            dims[1] = channels;
        }
        Tensor slope = weight.reshape(x.rank() == 0 ? new int[0] : dims);
        return x.gt(0).where(x, slope.mul(x));
    }
}

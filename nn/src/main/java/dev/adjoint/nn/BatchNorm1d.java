package dev.adjoint.nn;

import dev.adjoint.DType;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias} for each channel: {@code x: [n, c]}, or {@code [n, c,
 * length]} → the same shape.
 *
 * <p>In training, mean and variance are those of the batch, and the buffers {@code running_mean} and
 * {@code running_var} move towards them by {@code running ← (1 − momentum) · running + momentum · batch}; in evaluation
 * these are used. A batch with one element a channel is an error in training. See {@link dev.adjoint.op.BatchNorm}.
 *
 * <p>Source: S. Ioffe, C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal
 * Covariate Shift, ICML 2015.
 */
public final class BatchNorm1d extends RunningNorm {
    /** Makes a {@code FLOAT32} layer with eps 10⁻⁵, momentum 0.1, weight 1, bias 0, and running values. */
    public BatchNorm1d(int features) {
        this(features, 1e-5, 0.1, true, true, true, DType.FLOAT32);
    }

    /**
     * Makes a layer.
     *
     * @param momentum the share of a batch in the running values; null for their plain mean over all batches
     * @param affine whether there is a weight and, if {@code bias} is true, a bias
     * @param trackRunningStats whether there are running values; without them evaluation uses the batch too
     * @throws IllegalArgumentException if features is below 1, eps negative, a number not finite, or the type not a
     *     float type
     */
    public BatchNorm1d(
            int features,
            double eps,
            @Nullable Double momentum,
            boolean affine,
            boolean bias,
            boolean trackRunningStats,
            DType dtype) {
        super(features, eps, momentum, affine, bias, trackRunningStats, dtype);
    }

    @Override
    String inputs() {
        return "[n, c] or [n, c, length]";
    }

    @Override
    boolean takes(int rank) {
        return rank == 2 || rank == 3;
    }
}

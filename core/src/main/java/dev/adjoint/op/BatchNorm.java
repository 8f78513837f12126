package dev.adjoint.op;

import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = (x − mean) / √(variance + eps) · weight + bias} for each channel: {@code x: [n, c, *]}, the rest
 * {@code [c]} or none → {@code [n, c, *]}.
 *
 * <p>In training, mean and variance are those of the channel over samples and places, the variance divided by their
 * number m; the running values move by {@code running ← (1 − momentum) · running + momentum · batch}, with the variance
 * of the batch divided by m − 1. In evaluation the running values are used.
 *
 * <p>Source: S. Ioffe, C. Szegedy, Batch Normalization: Accelerating Deep Network Training by Reducing Internal
 * Covariate Shift, ICML 2015.
 */
public final class BatchNorm {
    private BatchNorm() {}

    /**
     * What a batch normalisation gives.
     *
     * @param output y
     * @param runningMean the running mean from now on, without a graph; null if there is none
     * @param runningVariance the running variance from now on, without a graph; null if there is none
     */
    public record Result(
            Tensor output,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance) {}

    /** Implements {@link Tensor#batchNorm}. */
    public static Result batchNorm(
            Tensor x,
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        Normalize.check("batchNorm", x, eps);
        if (x.rank() < 2) {
            throw new IllegalArgumentException("batchNorm: expects input [n, c, *], got " + x.shape());
        }
        int channels = x.size(1);
        Normalize.check("batchNorm", "a running mean", runningMean, x, channels);
        Normalize.check("batchNorm", "a running variance", runningVariance, x, channels);
        Normalize.check("batchNorm", "a weight", weight, x, channels);
        Normalize.check("batchNorm", "a bias", bias, x, channels);
        Tensor scale = Normalize.perChannel(weight, x);
        Tensor shift = Normalize.perChannel(bias, x);
        if (!training) {
            return new Result(
                    Normalize.affine(byRunning(x, runningMean, runningVariance, eps), scale, shift),
                    runningMean,
                    runningVariance);
        }
        int count = count(x);
        int[] dims = dims(x);
        Tensor mean = x.mean(true, dims);
        Tensor centered = x.sub(mean);
        Tensor variance = centered.square().mean(true, dims);
        Tensor y = centered.div(variance.add(eps).sqrt());
        if (count == 0) {
            return new Result(Normalize.affine(y, scale, shift), runningMean, runningVariance);
        }
        return new Result(
                Normalize.affine(y, scale, shift),
                moved(runningMean, mean, 1, momentum),
                moved(runningVariance, variance, count / (count - 1.0), momentum));
    }

    private static Tensor byRunning(
            Tensor x, @Nullable Tensor runningMean, @Nullable Tensor runningVariance, double eps) {
        Tensor mean = Normalize.perChannel(runningMean, x);
        Tensor variance = Normalize.perChannel(runningVariance, x);
        if (mean == null || variance == null) {
            throw new IllegalArgumentException("batchNorm: needs a running mean and variance when not training");
        }
        return x.sub(mean).div(variance.add(eps).sqrt());
    }

    /** Returns the number of elements of a channel: at least 2, or every output would be the bias. */
    private static int count(Tensor x) {
        int count = x.size(0) * Indices.inner(x.shape(), 1);
        if (count == 1) {
            throw new IllegalArgumentException(
                    "batchNorm: expects more than 1 element a channel when training, got " + x.shape());
        }
        return count;
    }

    /** Returns all dimensions but that of the channels. */
    private static int[] dims(Tensor x) {
        int[] dims = new int[x.rank() - 1];
        for (int i = 1; i < dims.length; i++) {
            dims[i] = i + 1;
        }
        return dims;
    }

    private static @Nullable Tensor moved(@Nullable Tensor running, Tensor batch, double factor, double momentum) {
        return running == null
                ? null
                : running.detach()
                        .mul(1 - momentum)
                        .add(batch.detach().reshape(running.shape()).mul(momentum * factor));
    }
}

package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.nn.internal.Notation;
import dev.adjoint.op.BatchNorm;
import org.jspecify.annotations.Nullable;

/**
 * What the batch normalisations have in common. In training the mean and variance are those of the batch, and the
 * running ones follow, unless the batch is empty; in evaluation they are the running ones, if these are tracked.
 */
abstract class RunningNorm extends Layer {
    private final int features;
    private final double eps;
    private final @Nullable Double momentum;
    private final @Nullable Tensor weight;
    private final @Nullable Tensor bias;
    private final @Nullable Running running;

    /** The buffers of a layer that tracks. */
    private record Running(Tensor mean, Tensor variance, Tensor batches) {}

    RunningNorm(
            int features,
            double eps,
            @Nullable Double momentum,
            boolean affine,
            boolean bias,
            boolean trackRunningStats,
            DType dtype) {
        Checks.positive(kind(), "features", features);
        Checks.notNegative(kind(), "eps", eps);
        if (momentum != null) {
            Checks.finite(kind(), "momentum", momentum);
        }
        this.features = features;
        this.eps = eps;
        this.momentum = momentum;
        this.weight = affine ? parameter("weight", Tensor.ones(dtype, features)) : null;
        this.bias = affine && bias ? parameter("bias", Tensor.zeros(dtype, features)) : null;
        this.running = trackRunningStats
                ? new Running(
                        buffer("running_mean", Tensor.zeros(dtype, features)),
                        buffer("running_var", Tensor.ones(dtype, features)),
                        buffer("num_batches_tracked", Tensor.scalar(DType.INT64, 0)))
                : null;
    }

    /** Returns the weight, {@code [features]}, or null if there is none. */
    public final @Nullable Tensor weight() {
        return weight;
    }

    /** Returns the bias, {@code [features]}, or null if there is none. */
    public final @Nullable Tensor bias() {
        return bias;
    }

    /** Returns the shapes of input that the layer takes, {@code [n, c]} for instance. */
    abstract String inputs();

    /** Tells whether the layer takes inputs of a rank. */
    abstract boolean takes(int rank);

    @Override
    protected Tensor forward(Tensor x) {
        if (!takes(x.rank()) || x.size(1) != features) {
            throw new IllegalArgumentException(
                    kind() + ": expects input " + inputs() + " with c = " + features + ", got " + x.shape());
        }
        if (running == null) {
            return x.batchNorm(null, null, weight, bias, true, 0, eps).output();
        }
        if (!isTraining()) {
            return x.batchNorm(running.mean, running.variance, weight, bias, false, 0, eps)
                    .output();
        }
        Tensor batches = running.batches.add(1);
        double share = momentum == null ? 1 / batches.item() : momentum;
        BatchNorm.Result result = x.batchNorm(running.mean, running.variance, weight, bias, true, share, eps);
        keep(running.mean, result.runningMean());
        keep(running.variance, result.runningVariance());
        keep(running.batches, batches);
        return result.output();
    }

    private static void keep(Tensor buffer, @Nullable Tensor value) {
        if (value != null) {
            buffer.copyFrom(value);
        }
    }

    @Override
    protected String settings() {
        return features + ", eps=" + Notation.of(eps) + ", momentum="
                + (momentum == null ? "None" : Notation.of(momentum))
                + ", affine=" + Notation.of(weight != null)
                + ", bias=" + Notation.of(bias != null)
                + ", track_running_stats=" + Notation.of(running != null);
    }
}

package dev.adjoint;

import dev.adjoint.op.Attention;
import dev.adjoint.op.AvgPool2dOp;
import dev.adjoint.op.BatchNorm;
import dev.adjoint.op.Conv2dOp;
import dev.adjoint.op.ConvTranspose2dOp;
import dev.adjoint.op.CrossEntropyOp;
import dev.adjoint.op.Dropouts;
import dev.adjoint.op.GroupNorms;
import dev.adjoint.op.LayerNorm;
import dev.adjoint.op.MaxPool2dOp;
import dev.adjoint.op.RmsNorms;
import dev.adjoint.op.Window;
import org.jspecify.annotations.Nullable;

/** What layers of networks are made of: convolution, pooling, normalisation, attention and dropout. */
public sealed interface NetworkMethods permits Tensor {
    private Tensor self() {
        return (Tensor) this;
    }

    /**
     * Convolution of sequences, see {@link Conv2dOp}: {@code x: [n, c, length]} or without n, {@code weight: [o,
     * c/groups, kernel]}, {@code bias: [o]} or null → {@code [n, o, windows]}.
     */
    default Tensor conv1d(Tensor weight, @Nullable Tensor bias, Window window, int groups) {
        return Conv2dOp.conv1d(self(), weight, bias, window, groups);
    }

    /**
     * Convolution of images, see {@link Conv2dOp}: {@code x: [n, c, h, w]} or without n, {@code weight: [o, c/groups,
     * kh, kw]}, {@code bias: [o]} or null → {@code [n, o, windows down, windows across]}.
     */
    default Tensor conv2d(Tensor weight, @Nullable Tensor bias, Window vertical, Window horizontal, int groups) {
        return Conv2dOp.conv2d(self(), weight, bias, vertical, horizontal, groups);
    }

    /**
     * The adjoint of a convolution, with {@code weight: [channels of x, c/groups, kh, kw]}: {@link ConvTranspose2dOp}.
     */
    default Tensor convTranspose2d(
            Tensor weight,
            @Nullable Tensor bias,
            Window vertical,
            Window horizontal,
            int groups,
            int outputPaddingVertical,
            int outputPaddingHorizontal) {
        return ConvTranspose2dOp.convTranspose2d(
                self(), weight, bias, vertical, horizontal, groups, outputPaddingVertical, outputPaddingHorizontal);
    }

    /**
     * The largest element of each window: {@code [*, h, w] → [*, h', w']}; the gradient goes to the first of equals.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     */
    default Tensor maxPool2d(Window vertical, Window horizontal, boolean ceilMode) {
        return MaxPool2dOp.maxPool2d(self(), vertical, horizontal, ceilMode);
    }

    /** The largest element of each square of {@code kernel · kernel}, side by side. */
    default Tensor maxPool2d(int kernel) {
        Window window = Window.of(kernel).withStride(kernel);
        return maxPool2d(window, window, false);
    }

    /**
     * The mean of each window: {@code [*, h, w] → [*, h', w']}.
     *
     * @param ceilMode lets a last window reach beyond the padding, if it starts before it
     * @param countIncludePad whether padding counts as zeros, or not at all
     */
    default Tensor avgPool2d(Window vertical, Window horizontal, boolean ceilMode, boolean countIncludePad) {
        return AvgPool2dOp.avgPool2d(self(), vertical, horizontal, ceilMode, countIncludePad);
    }

    /** The mean of each square of {@code kernel · kernel}, side by side. */
    default Tensor avgPool2d(int kernel) {
        Window window = Window.of(kernel).withStride(kernel);
        return avgPool2d(window, window, false, true);
    }

    /**
     * Means of {@code height · width} rectangles of nearly one size that cover the plane: {@code [*, h, w] → [*,
     * height, width]}.
     */
    default Tensor adaptiveAvgPool2d(int height, int width) {
        return AvgPool2dOp.adaptiveAvgPool2d(self(), height, width);
    }

    /** {@code (x − mean) / √(variance + eps) · weight + bias} over the last dimensions, of sizes {@code shape}. */
    default Tensor layerNorm(int[] shape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return LayerNorm.layerNorm(self(), shape, weight, bias, eps);
    }

    /** {@code x / √(mean(x²) + eps) · weight} over the last dimensions, of sizes {@code shape}. */
    default Tensor rmsNorm(int[] shape, @Nullable Tensor weight, double eps) {
        return RmsNorms.rmsNorm(self(), shape, weight, eps);
    }

    /** As {@link #rmsNorm(int[], Tensor, double)} with the machine epsilon of the type: 2⁻²³ or 2⁻⁵². */
    default Tensor rmsNorm(int[] shape, @Nullable Tensor weight) {
        return rmsNorm(shape, weight, RmsNorms.epsilon(self().dtype()));
    }

    /** {@code (x − mean) / √(variance + eps) · weight + bias} over groups of channels: {@code x: [n, c, *]}. */
    default Tensor groupNorm(int groups, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
        return GroupNorms.groupNorm(self(), groups, weight, bias, eps);
    }

    /**
     * {@code (x − mean) / √(variance + eps) · weight + bias} for each channel, {@code x: [n, c, *]}, by the batch in
     * training and else by the running values; see {@link BatchNorm}.
     */
    default BatchNorm.Result batchNorm(
            @Nullable Tensor runningMean,
            @Nullable Tensor runningVariance,
            @Nullable Tensor weight,
            @Nullable Tensor bias,
            boolean training,
            double momentum,
            double eps) {
        return BatchNorm.batchNorm(self(), runningMean, runningVariance, weight, bias, training, momentum, eps);
    }

    /**
     * {@code softmax(x · keyᵀ · scale + mask) · value}, x being the queries; see {@link Attention}.
     *
     * @param mask {@code BOOL}, true where a query may attend to a key, or numbers that are added to the scores; or
     *     null
     * @param causal lets query i attend to keys 0 to i alone; then there is no mask
     */
    default Tensor scaledDotProductAttention(
            Tensor key, Tensor value, @Nullable Tensor mask, boolean causal, double scale) {
        return Attention.attention(self(), key, value, mask, causal, scale);
    }

    /** As {@link #scaledDotProductAttention(Tensor, Tensor, Tensor, boolean, double)} with the scale {@code 1/√e}. */
    default Tensor scaledDotProductAttention(Tensor key, Tensor value, @Nullable Tensor mask, boolean causal) {
        return scaledDotProductAttention(key, value, mask, causal, Attention.scale(self()));
    }

    /**
     * {@code −ln softmax(x)[class]} along a dimension of logits, see {@link CrossEntropyOp}.
     *
     * @param classes {@code INT64} indices of the shape of x without the dimension; −1 for none, with loss 0
     */
    default Tensor crossEntropy(int dim, Tensor classes) {
        return new CrossEntropyOp(dim).apply(self(), classes);
    }

    /** In training, elements set to 0 with probability p and the others divided by 1 − p; otherwise x. */
    default Tensor dropout(double p, boolean training, Rng rng) {
        return Dropouts.dropout(self(), p, training, rng);
    }
}

package dev.adjoint.nn.data;

import dev.adjoint.Tensor;

/**
 * {@code y = (x − min) / (max − min) · (high − low) + low}: the training data of each feature come to lie from low to
 * high.
 *
 * <p>A feature that is constant in the training data is only shifted, to low: its range counts as 1.
 */
public final class MinMaxScaler extends Scaler {
    private final double low;
    private final double width;

    /** Makes a scaler to [0, 1]. */
    public MinMaxScaler() {
        this(0, 1);
    }

    /**
     * Makes a scaler to [low, high].
     *
     * @throws IllegalArgumentException unless low &lt; high and both are finite
     */
    public MinMaxScaler(double low, double high) {
        super("min", "range");
        if (!(low < high && Double.isFinite(high - low))) {
            throw new IllegalArgumentException(
                    "MinMaxScaler: expected finite low < high, got low " + low + " and high " + high);
        }
        this.low = low;
        this.width = high - low;
    }

    @Override
    Fit measure(Tensor x, Tensor missing) {
        Tensor none = missing.all(false, 0);
        Tensor min = x.maskedFill(missing, Double.POSITIVE_INFINITY).amin(0).maskedFill(none, Double.NaN);
        Tensor range = x.maskedFill(missing, Double.NEGATIVE_INFINITY).amax(0).sub(min);
        return new Fit(min, range.maskedFill(range.eq(0), 1));
    }

    @Override
    Tensor toRange(Tensor x) {
        return x.mul(width).add(low);
    }

    @Override
    Tensor fromRange(Tensor y) {
        return y.sub(low).div(width);
    }
}

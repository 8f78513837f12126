package dev.adjoint.nn.data;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.StateDicts;
import dev.adjoint.nn.io.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shifts and scales each feature by what is found in the training data, so that all are of similar size.
 *
 * <pre>{@code
 * Scaler scaler = new StandardScaler();
 * Tensor train = scaler.fitTransform(xTrain);
 * Tensor test = scaler.transform(xTest);
 * }</pre>
 *
 * <p>Tensors are {@code [n, …]}: n samples, each other place is a feature of its own. Results have the type of the
 * argument, {@code FLOAT32} or {@code FLOAT64}; what lies between is computed in double precision, and gradients flow
 * through. A NaN is a missing value: {@link #fit} passes over it and the transforms keep it. A feature that has no
 * value in the training data has none afterwards.
 */
public abstract sealed class Scaler implements Stateful permits MinMaxScaler, StandardScaler {
    private final String shiftName;
    private final String scaleName;
    private @Nullable Fit fit;

    /** What was found, both {@code FLOAT64} of the shape of a sample: {@code (x − shift) / scale} has unit size. */
    record Fit(Tensor shift, Tensor scale) {}

    Scaler(String shiftName, String scaleName) {
        this.shiftName = shiftName;
        this.scaleName = scaleName;
    }

    /**
     * Measures the samples.
     *
     * @param x {@code FLOAT64 [n, …]}, n at least 1, without infinities
     * @param missing true where x is NaN
     */
    abstract Fit measure(Tensor x, Tensor missing);

    /** Returns the result for x after shift and scale. */
    Tensor toRange(Tensor x) {
        return x;
    }

    /** Undoes {@link #toRange}. */
    Tensor fromRange(Tensor y) {
        return y;
    }

    /**
     * Finds shift and scale of each feature, replacing earlier ones, and returns this scaler.
     *
     * @param x {@code [n, …]}
     * @throws IllegalArgumentException if there are no samples, a value is infinite, or the type is not a float type
     */
    public final Scaler fit(Tensor x) {
        checkType(x);
        if (x.rank() == 0 || x.size(0) == 0) {
            throw new IllegalArgumentException(name() + ": fit takes at least 1 sample, got shape " + x.shape());
        }
        try (Autograd.Scope scope = Autograd.noGrad()) {
            Tensor wide = x.to(DType.FLOAT64);
            if (wide.isInf().flatten().any(false, 0).item() != 0) {
                throw new IllegalArgumentException(name() + ": fit takes finite values and NaN, got an infinity");
            }
            fit = measure(wide, wide.isNan());
        }
        return this;
    }

    /**
     * Returns the samples shifted and scaled.
     *
     * @param x {@code [n, …]}, samples of the shape that was fitted
     * @throws IllegalArgumentException if the samples have another shape, or the type is not a float type
     * @throws IllegalStateException if the scaler is not fitted
     */
    public final Tensor transform(Tensor x) {
        Fit known = fitFor(x);
        return toRange(x.to(DType.FLOAT64).sub(known.shift).div(known.scale)).to(x.dtype());
    }

    /**
     * Returns the samples of which {@link #transform} made these.
     *
     * @param y {@code [n, …]}, samples of the shape that was fitted
     * @throws IllegalArgumentException if the samples have another shape, or the type is not a float type
     * @throws IllegalStateException if the scaler is not fitted
     */
    public final Tensor inverseTransform(Tensor y) {
        Fit known = fitFor(y);
        return fromRange(y.to(DType.FLOAT64)).mul(known.scale).add(known.shift).to(y.dtype());
    }

    /** {@link #fit}, then {@link #transform}. */
    public final Tensor fitTransform(Tensor x) {
        return fit(x).transform(x);
    }

    private Fit fitFor(Tensor x) {
        Fit known = fitted();
        checkType(x);
        Shape sample = known.shift.shape();
        int[] expected = sample.dims();
        boolean fits = x.rank() == expected.length + 1;
        for (int i = 0; fits && i < expected.length; i++) {
            fits = x.size(i + 1) == expected[i];
        }
        if (!fits) {
            throw new IllegalArgumentException(
                    name() + ": expected samples of the fitted shape " + sample + ", got shape " + x.shape());
        }
        return known;
    }

    private Fit fitted() {
        if (fit == null) {
            throw new IllegalStateException(name() + ": not fitted; call fit or loadStateDict first");
        }
        return fit;
    }

    private void checkType(Tensor x) {
        if (!x.dtype().isFloat()) {
            throw new IllegalArgumentException(name() + ": expected FLOAT32 or FLOAT64, got " + x.dtype());
        }
    }

    private String name() {
        return getClass().getSimpleName();
    }

    /** Returns what was fitted, {@code FLOAT64}, each of the shape of a sample; nothing if the scaler is not fitted. */
    @Override
    public final Map<String, Tensor> stateDict() {
        return fit == null ? Map.of() : named(fit);
    }

    /** Takes over what another scaler of this kind was fitted to, or that it was not; this one need not be fitted. */
    @Override
    public final void loadStateDict(Map<String, Tensor> state) {
        if (state.isEmpty()) {
            fit = null;
            return;
        }
        Tensor saved = state.get(shiftName);
        Shape sample = saved == null ? Shape.scalar() : saved.shape();
        Fit loaded = new Fit(Tensor.zeros(DType.FLOAT64, sample), Tensor.zeros(DType.FLOAT64, sample));
        StateDicts.load(name(), named(loaded), state);
        fit = loaded;
    }

    private Map<String, Tensor> named(Fit known) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        state.put(shiftName, known.shift);
        state.put(scaleName, known.scale);
        return state;
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = min(max(x, low), high)}, with derivative 0 at the bounds: {@link Tensor#hardtanh}. */
public final class Hardtanh extends Activation {
    /** Makes the layer with bounds −1 and 1. */
    public Hardtanh() {
        this(-1, 1);
    }

    /**
     * Makes the layer.
     *
     * @throws IllegalArgumentException unless {@code low < high}
     */
    public Hardtanh(double low, double high) {
        super("Hardtanh", "min_val=" + Notation.of(low) + ", max_val=" + Notation.of(high), x -> x.hardtanh(low, high));
        if (!(low < high)) {
            throw new IllegalArgumentException("Hardtanh: low must be below high, got " + low + " and " + high);
        }
    }
}

package dev.adjoint.nn;

import dev.adjoint.DType;
import dev.adjoint.Rng;

/** The last linear map of {@link MultiheadAttention}, which PyTorch prints under a name of its own. */
final class OutputProjection extends Linear {
    OutputProjection(int features, boolean bias, Rng rng, DType dtype) {
        super(features, features, bias, rng, dtype);
    }

    @Override
    protected String kind() {
        return "NonDynamicallyQuantizableLinear";
    }
}

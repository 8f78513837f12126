package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = ln(1 / (1 + e^−x))}: {@link Tensor#logSigmoid}. */
public final class LogSigmoid extends Activation {
    /** Makes the layer. */
    public LogSigmoid() {
        super("LogSigmoid", "", Tensor::logSigmoid);
    }
}

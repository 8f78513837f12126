package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;
import dev.adjoint.op.ReluOp;

/** {@code y = max(0, x)}: see {@link ReluOp}. */
public final class Relu extends Layer {
    private final double derivativeAtZero;

    /** Makes the layer with derivative 1 at 0. */
    public Relu() {
        this(1);
    }

    /**
     * Makes the layer with a chosen derivative at 0; PyTorch has 0.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Relu(double derivativeAtZero) {
        Checks.inUnitInterval("ReLU", "the derivative at 0", derivativeAtZero);
        this.derivativeAtZero = derivativeAtZero;
    }

    @Override
    protected Tensor forward(Tensor x) {
        return new ReluOp(derivativeAtZero).apply(x);
    }

    @Override
    protected String kind() {
        return "ReLU";
    }
}

package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = min(max(x, 0), 6)}, with derivative 0 at 0 and 6: {@link Tensor#relu6}. */
public final class Relu6 extends Activation {
    /** Makes the layer. */
    public Relu6() {
        super("ReLU6", "", Tensor::relu6);
    }
}

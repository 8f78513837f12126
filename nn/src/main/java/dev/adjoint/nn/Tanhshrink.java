package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = x − tanh x}: {@link Tensor#tanhshrink}. */
public final class Tanhshrink extends Activation {
    /** Makes the layer. */
    public Tanhshrink() {
        super("Tanhshrink", "", Tensor::tanhshrink);
    }
}

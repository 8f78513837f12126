package dev.adjoint.nn;

import dev.adjoint.Tensor;

/** {@code y = x / (1 + |x|)}: {@link Tensor#softsign}. */
public final class Softsign extends Activation {
    /** Makes the layer. */
    public Softsign() {
        super("Softsign", "", Tensor::softsign);
    }
}

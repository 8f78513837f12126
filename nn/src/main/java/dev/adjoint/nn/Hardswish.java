package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = x · min(max(x + 3, 0), 6) / 6}: {@link Tensor#hardswish}.
 *
 * <p>Source: A. Howard et al., Searching for MobileNetV3, ICCV 2019.
 */
public final class Hardswish extends Activation {
    /** Makes the layer. */
    public Hardswish() {
        super("Hardswish", "", Tensor::hardswish);
    }
}

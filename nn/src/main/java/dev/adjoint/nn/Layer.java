package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;

/**
 * A module that makes one tensor of one tensor: most layers, and most networks.
 *
 * <p>As with an {@link dev.adjoint.Op}, a subclass defines {@link #forward} and everyone calls {@link #apply}:
 *
 * <pre>{@code
 * final class Residual extends Layer {
 *     private final Linear inner;
 *
 *     Residual(int features) {
 *         inner = child("inner", new Linear(features, features));
 *     }
 *
 *     protected Tensor forward(Tensor x) {
 *         return x.add(inner.apply(x).tanh());
 *     }
 * }
 * }</pre>
 */
public abstract class Layer extends Module implements UnaryOperator<Tensor> {
    /** For subclasses. */
    protected Layer() {}

    /** Computes the output; called by {@link #apply} alone. */
    protected abstract Tensor forward(Tensor x);

    /** Returns the output for one input. */
    @Override
    public final Tensor apply(Tensor x) {
        return observed(forward(x));
    }
}

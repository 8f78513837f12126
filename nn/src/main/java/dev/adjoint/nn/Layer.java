package dev.adjoint.nn;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;

/**
 * A module that makes one tensor of one tensor: most layers, and most networks.
 *
 * <p>As with an {@link dev.adjoint.Op}, a subclass defines {@link #forward} and everyone calls {@link #apply}:
 *
 * <pre>{@code
 * final class TanhSkip extends Layer {
 *     private final Linear inner;
 *
 *     TanhSkip(int features) {
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
        if (!Autograd.isWatched()) {
            return hooks == null ? forward(x) : observed(forward(x), x);
        }
        try (Autograd.Place place = Autograd.enter(this)) {
            return observed(forward(x), x);
        }
    }

    /**
     * Lists what is in this layer and the shapes it makes of zeros of the parameters' type; see {@link Summary}.
     *
     * @param inputShape the shape of the input, that of a batch for most layers: {@code net.summary(1, 1, 28, 28)}
     */
    public final Summary summary(int... inputShape) {
        DType dtype =
                parameters().isEmpty() ? DType.FLOAT32 : parameters().get(0).dtype();
        return summary(Tensor.zeros(dtype, inputShape));
    }

    /** Lists what is in this layer and the shapes it makes of an input, of indices for instance. */
    public final Summary summary(Tensor input) {
        return Summary.of(this, () -> apply(input));
    }
}

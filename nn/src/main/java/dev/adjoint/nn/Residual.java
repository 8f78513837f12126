package dev.adjoint.nn;

import dev.adjoint.Tensor;

/**
 * {@code y = x + inner(x)}.
 *
 * <p>Source: K. He et al., Deep Residual Learning for Image Recognition, CVPR 2016.
 */
public final class Residual extends Layer {
    private final Layer inner;

    /** Makes the layer around one that keeps the shape. */
    public Residual(Layer inner) {
        this.inner = child("inner", inner);
    }

    /** Makes the layer around a chain that keeps the shape. */
    public Residual(Layer... chain) {
        this(new Sequential(chain));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor y = inner.apply(x);
        if (!y.shape().equals(x.shape())) {
            throw new IllegalArgumentException(
                    "Residual: the inner layer must keep the shape, it made " + y.shape() + " of " + x.shape());
        }
        return x.add(y);
    }
}

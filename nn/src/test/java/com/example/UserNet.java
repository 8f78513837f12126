package com.example;

import dev.adjoint.Tensor;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.Linear;

/** A layer of someone who uses the library: what it says of lines is tested with this one. */
public final class UserNet extends Layer {
    /** The line of {@code log} below. */
    public static final int LOG_LINE = 21;

    private final Linear inner;

    public UserNet(int features) {
        inner = child("inner", new Linear(features, features));
    }

    @Override
    protected Tensor forward(Tensor x) {
        Tensor y = inner.apply(x);
        return y.log();
    }
}

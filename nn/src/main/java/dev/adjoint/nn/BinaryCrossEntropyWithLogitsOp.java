package dev.adjoint.nn;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = −t·ln σ(x) − (1 − t)·ln(1 − σ(x))} for logits x and targets t of one shape, computed as {@code max(x, 0) −
 * x·t + ln(1 + e^−|x|)}, which neither overflows nor cancels.
 *
 * <p>The gradients are {@code upstream · (σ(x) − t)} and {@code −upstream · x}. One op, because that of the composed
 * form would be wrong at x = 0, where the kinks of its maximum and absolute value cancel.
 */
final class BinaryCrossEntropyWithLogitsOp extends Op {
    private @Nullable Saved logits;
    private @Nullable Saved target;

    /** Takes x and t. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor t = inputs[1];
        logits = save(x);
        target = save(t);
        return x.relu().sub(x.mul(t)).add(x.abs().neg().exp().log1p());
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        Tensor x = afterForward(logits).get();
        return new @Nullable Tensor[] {
            needsGrad(0) ? upstream.mul(x.sigmoid().sub(afterForward(target).get())) : null,
            needsGrad(1) ? upstream.mul(x).neg() : null
        };
    }
}

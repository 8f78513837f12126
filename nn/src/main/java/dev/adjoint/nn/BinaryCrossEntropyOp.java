package dev.adjoint.nn;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = −t·ln x − (1 − t)·ln(1 − x)} for probabilities x and targets t of one shape, with logarithms of at least
 * −100.
 *
 * <p>The gradients are {@code upstream · (x − t) / max(x(1 − x), 10⁻¹²)}, finite at 0 and 1 although the value is flat
 * there, and {@code upstream · (ln(1 − x) − ln x)}.
 */
final class BinaryCrossEntropyOp extends Op {
    private @Nullable Saved input;
    private @Nullable Saved target;

    /** Takes x and t. */
    @Override
    public Tensor forward(Tensor... inputs) {
        Tensor x = inputs[0];
        Tensor t = inputs[1];
        input = save(x);
        target = save(t);
        return t.sub(1).mul(bounded(x.neg().log1p())).sub(t.mul(bounded(x.log())));
    }

    private static Tensor bounded(Tensor logs) {
        return logs.clamp(-100, 0);
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        if (input == null || target == null) {
            throw new IllegalStateException(name() + ": the gradient is asked before the forward pass");
        }
        Tensor x = input.get();
        return new @Nullable Tensor[] {
            needsGrad(0) ? upstream.mul(x.sub(target.get()).div(x.mul(x.rsub(1)).clamp(1e-12, 1))) : null,
            needsGrad(1) ? upstream.mul(x.neg().log1p().sub(x.log())) : null
        };
    }
}

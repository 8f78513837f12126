package dev.adjoint.userops;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/** The cross product of vectors {@code [3]}; the gradients are {@code y × upstream} and {@code upstream × x}. */
final class CrossOp extends Op {
    private @Nullable Saved x;
    private @Nullable Saved y;

    @Override
    public Tensor forward(Tensor... inputs) {
        for (Tensor input : inputs) {
            if (input.rank() != 1 || input.size() != 3) {
                throw new IllegalArgumentException("cross: takes vectors [3], got " + input.shape());
            }
        }
        x = save(inputs[0]);
        y = save(inputs[1]);
        return turned(inputs[0], 1)
                .mul(turned(inputs[1], 2))
                .sub(turned(inputs[0], 2).mul(turned(inputs[1], 1)));
    }

    private static Tensor turned(Tensor v, int by) {
        return v.indexSelect(0, Tensor.of(by % 3, (by + 1) % 3, (by + 2) % 3));
    }

    @Override
    public @Nullable Tensor[] inputGradients(Tensor upstream) {
        if (x == null || y == null) {
            throw new IllegalStateException("cross: the gradient is asked before the forward pass");
        }
        return new @Nullable Tensor[] {
            needsGrad(0) ? new CrossOp().apply(y.get(), upstream) : null,
            needsGrad(1) ? new CrossOp().apply(upstream, x.get()) : null
        };
    }
}

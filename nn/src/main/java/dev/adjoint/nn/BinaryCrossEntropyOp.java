package dev.adjoint.nn;

import dev.adjoint.Op;
import dev.adjoint.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = −t·ln x − (1 − t)·ln(1 − x)} for probabilities x and targets t of one shape, with logarithms of at least
 * −100.
 *
 * <p>The gradients are {@code upstream · (x − t) / (x(1 − x))}, finite at 0 and 1 although the value is flat there, and
 * {@code upstream · (ln(1 − x) − ln x)}.
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
        Tensor x = afterForward(input).get();
        Tensor t = afterForward(target).get();
        return new @Nullable Tensor[] {
            needsGrad(0) ? new GradientOp().apply(upstream, x, t) : null,
            needsGrad(1) ? upstream.mul(x.neg().log1p().sub(x.log())) : null
        };
    }

    /**
     * {@code u·(x − t) / max(x(1 − x), ε)} for an upstream gradient u. An op, since at 0 and 1 PyTorch bounds the
     * gradient by a maximum and the gradients of the gradient by {@code x + ε} and {@code 1 − x + ε}, with ε = 10⁻¹².
     */
    private static final class GradientOp extends Op {
        private static final double EPSILON = 1e-12;

        private @Nullable Saved upstream;
        private @Nullable Saved input;
        private @Nullable Saved target;

        @Override
        public String name() {
            return "binaryCrossEntropyGradient";
        }

        /** Takes u, x and t. */
        @Override
        public Tensor forward(Tensor... inputs) {
            upstream = save(inputs[0]);
            input = save(inputs[1]);
            target = save(inputs[2]);
            Tensor x = inputs[1];
            // PyTorch's ε is a float here, in both types.
            return inputs[0].mul(x.sub(inputs[2]).div(x.mul(x.rsub(1)).clamp((float) EPSILON, 1)));
        }

        @Override
        public @Nullable Tensor[] inputGradients(Tensor v) {
            Tensor u = afterForward(upstream).get();
            Tensor x = afterForward(input).get();
            Tensor t = afterForward(target).get();
            Tensor product = x.add(EPSILON).mul(x.rsub(1).add(EPSILON));
            Tensor curvature = x.square().sub(x.mul(t).mul(2)).add(t).div(product.square());
            return new @Nullable Tensor[] {
                needsGrad(0) ? v.mul(x.sub(t).div(product)) : null,
                needsGrad(1) ? v.mul(u).mul(curvature) : null,
                needsGrad(2) ? v.mul(u).div(product).neg() : null
            };
        }
    }
}

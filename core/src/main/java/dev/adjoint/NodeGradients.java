package dev.adjoint;

import org.jspecify.annotations.Nullable;

/** What one node hands to its inputs in a backward pass: what its rule returns, checked and of the inputs' shapes. */
final class NodeGradients {
    private NodeGradients() {}

    /** Computes the gradients of one node's inputs, and hands over each that is wanted. */
    static void distribute(
            Op op, Tensor upstream, @Nullable Tensor reach, Receiver receiver, @Nullable OpListener listener) {
        Tensor[] inputs = op.recordedInputs();
        @Nullable Tensor[] gradients = gradients(op, upstream, listener);
        if (gradients.length != inputs.length) {
            throw new IllegalStateException(op.name() + ": inputGradients returned " + gradients.length
                    + " gradients for " + inputs.length + " inputs");
        }
        for (int i = 0; i < inputs.length; i++) {
            Tensor gradient = gradients[i];
            if (gradient != null && op.needsGrad(i) && inputs[i].requiresGrad()) {
                Tensor masked = Reach.mask(reach, gradient);
                receiver.receive(
                        op, i, fitted(op, i, masked, inputs[i], upstream), further(op, i, inputs[i], upstream, reach));
            }
        }
    }

    private static @Nullable Tensor[] gradients(Op op, Tensor upstream, @Nullable OpListener listener) {
        if (listener == null) {
            return op.inputGradients(upstream);
        }
        listener.beforeBackward(op, upstream);
        @Nullable Tensor[] gradients;
        try {
            gradients = op.inputGradients(upstream);
        } catch (RuntimeException | Error e) {
            listener.afterFailure(op);
            throw e;
        }
        listener.afterBackward(op, upstream, gradients);
        return gradients;
    }

    /** Returns which elements of the gradient of input {@code i} a path leads to, if the op below makes use of that. */
    private static @Nullable Tensor further(Op op, int i, Tensor input, Tensor upstream, @Nullable Tensor reach) {
        Tensor own = op.influence(i);
        Op below = input.op();
        if ((reach == null && own == null) || below == null || !below.isElementwise() || !op.isElementwise()) {
            return null;
        }
        Tensor further = Reach.both(reach, own);
        return further == null ? null : Reach.reduce(further.expand(upstream.shape()), input.shape());
    }

    /** Sums a gradient over the dimensions that its input was broadcast along. */
    private static Tensor fitted(Op op, int i, Tensor gradient, Tensor input, Tensor upstream) {
        if (gradient.dtype() != input.dtype()) {
            throw new IllegalStateException(op.name() + ": the gradient of input " + i + " has type " + gradient.dtype()
                    + ", the input " + input.dtype());
        }
        if (gradient.shape().equals(input.shape())) {
            return gradient;
        }
        if (gradient.rank() > Math.max(input.rank(), upstream.rank())
                || !input.shape().expandsTo(gradient.shape())) {
            throw new IllegalStateException(op.name() + ": the gradient of input " + i + " has shape "
                    + gradient.shape() + ", the input " + input.shape());
        }
        return gradient.sumTo(input.shape());
    }
}

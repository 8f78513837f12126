package dev.adjoint;

/** The gradients with which a backward pass starts: what fits, and what is taken unless given. */
final class Upstream {
    private Upstream() {}

    /** Returns 1, from which a backward pass of a scalar starts. */
    static Tensor one(Tensor output) {
        if (output.size() != 1) {
            throw new IllegalArgumentException(
                    "backward: only a tensor with one element has a default upstream gradient, this one has shape "
                            + output.shape()
                            + "; pass the upstream gradient, or reduce it, with sum() for instance");
        }
        return Factories.full(output.dtype(), 1, output.shape());
    }

    /** Checks that a backward pass can start at {@code output} with this gradient. */
    static void check(Tensor output, Tensor upstream) {
        checkFits("backward", output, upstream);
        if (!output.requiresGrad()) {
            throw new IllegalStateException("backward: the tensor of shape " + output.shape()
                    + " does not require gradients; no leaf that it was made from does, or it was made in noGrad()");
        }
    }

    /** Checks that a gradient has the shape and the type of its tensor. */
    static void checkFits(String method, Tensor tensor, Tensor gradient) {
        if (!gradient.shape().equals(tensor.shape()) || gradient.dtype() != tensor.dtype()) {
            throw new IllegalArgumentException(method + ": the gradient has shape " + gradient.shape() + " and type "
                    + gradient.dtype() + ", the tensor " + tensor.shape() + " and " + tensor.dtype());
        }
    }
}

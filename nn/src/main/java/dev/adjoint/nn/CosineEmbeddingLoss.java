package dev.adjoint.nn;

import dev.adjoint.Tensor;
import dev.adjoint.nn.internal.Checks;

/**
 * {@code 1 − cos(a, b)} where the target is 1, {@code max(0, cos(a, b) − margin)} where it is −1, for vectors {@code a,
 * b: [n, d]} that are alike (1) or not (−1) and targets {@code [n]}; or {@code [d]} and a scalar.
 *
 * <p>The cosine is {@code a·b / √((a·a + ε)(b·b + ε))} with ε = 10⁻¹², 0 for a zero vector. The derivative of the
 * maximum at its kink is that of the rising side.
 *
 * @param margin the cosine up to which unlike pairs cost nothing
 * @param reduction what becomes of the losses of single pairs
 */
public record CosineEmbeddingLoss(double margin, Reduction reduction) {
    private static final String NAME = "cosineEmbeddingLoss";

    /** PyTorch's number, a float in both types. */
    private static final double EPSILON = 1e-12f;

    /** Makes the loss with margin 0 and the mean. */
    public CosineEmbeddingLoss() {
        this(0, Reduction.MEAN);
    }

    /**
     * Checks the margin.
     *
     * @throws IllegalArgumentException if it is not finite
     */
    public CosineEmbeddingLoss {
        Checks.finite("CosineEmbeddingLoss", "margin", margin);
    }

    /** Returns this loss with another margin. */
    public CosineEmbeddingLoss withMargin(double other) {
        return new CosineEmbeddingLoss(other, reduction);
    }

    /** Returns this loss with another reduction. */
    public CosineEmbeddingLoss withReduction(Reduction other) {
        return new CosineEmbeddingLoss(margin, other);
    }

    /**
     * Returns the loss.
     *
     * @throws IllegalArgumentException if shapes or types do not fit or a target is neither 1 nor −1
     */
    public Tensor apply(Tensor input1, Tensor input2, Tensor target) {
        LossChecks.alike(NAME, "input1", input1, "input2", input2);
        boolean pairs = input1.rank() == 2 && target.rank() == 1 && target.size() == input1.size(0);
        if (!pairs && !(input1.rank() == 1 && target.rank() == 0)) {
            throw new IllegalArgumentException(
                    NAME + ": expects inputs [n, d] and target [n], or [d] and a scalar, got " + input1.shape()
                            + " and " + target.shape());
        }
        LossChecks.floats(NAME + ": inputs and target", input1, target);
        LossChecks.signs(NAME, target);
        Tensor cosine = input1.mul(input2)
                .sum(-1)
                .div(square(input1).mul(square(input2)).sqrt());
        return reduction.apply(
                target.eq(1).where(cosine.rsub(1), cosine.sub(margin).relu()));
    }

    private static Tensor square(Tensor vectors) {
        return vectors.square().sum(-1).add(EPSILON);
    }
}

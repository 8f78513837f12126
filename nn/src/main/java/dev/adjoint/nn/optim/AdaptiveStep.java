package dev.adjoint.nn.optim;

import dev.adjoint.function.TernaryFunction;

/**
 * {@code p = kept · p − size · a / (√v / rootOfCorrection + eps)}: a step that is smaller where gradients were large.
 *
 * @param kept the part of the parameter that a decoupled weight decay keeps, else 1
 * @param rootOfCorrection the root of what v is divided by, 1 for v as it is
 */
record AdaptiveStep(double kept, double size, double rootOfCorrection, double eps) implements TernaryFunction {
    /** Makes a step by v as it is, without a decoupled weight decay. */
    AdaptiveStep(double size, double eps) {
        this(1, size, 1, eps);
    }

    @Override
    public double apply(double p, double a, double v) {
        return kept * p - size * a / (Math.sqrt(v) / rootOfCorrection + eps);
    }

    @Override
    public float apply(float p, float a, float v) {
        return (float) kept * p - (float) size * a / ((float) Math.sqrt(v) / (float) rootOfCorrection + (float) eps);
    }
}

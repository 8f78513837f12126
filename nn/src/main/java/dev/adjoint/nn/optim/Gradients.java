package dev.adjoint.nn.optim;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.Collection;
import java.util.function.UnaryOperator;

/** Changes to the gradients of parameters between {@code backward()} and the optimiser's step. */
public final class Gradients {
    /** Added to the norm before dividing by it, as PyTorch does. */
    private static final double EPSILON = 1e-6;

    private Gradients() {}

    /**
     * Clips the Euclidean norm, which may be infinite or NaN; as {@link #clipNorm(Collection, double, double, boolean)}
     * with p = 2.
     */
    public static double clipNorm(Collection<Tensor> parameters, double maxNorm) {
        return clipNorm(parameters, maxNorm, 2, false);
    }

    /**
     * Multiplies all gradients by {@code min(1, maxNorm / (norm + 10⁻⁶))}, norm being that of all of them as one
     * vector.
     *
     * <p>If the norm is NaN or infinite and no error is asked for, the gradients are multiplied all the same, by NaN or
     * 0, as in PyTorch. Parameters without a gradient are skipped.
     *
     * @param p the kind of norm, {@code (Σ |g|^p)^(1/p)}; the largest magnitude for p = ∞
     * @param errorIfNonfinite whether a norm that is NaN or infinite is an error
     * @return the norm before clipping, summed in double precision; 0 if there are no gradients
     * @throws IllegalArgumentException if maxNorm is negative or NaN, or p is not above 0
     * @throws IllegalStateException if the norm is NaN or infinite and that is an error; the gradients stay
     */
    public static double clipNorm(Collection<Tensor> parameters, double maxNorm, double p, boolean errorIfNonfinite) {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("clipNorm: maxNorm must be >= 0, got " + maxNorm);
        }
        if (!(p > 0)) {
            throw new IllegalArgumentException("clipNorm: p must be > 0, got " + p);
        }
        double norm = norm(parameters, p);
        if (errorIfNonfinite && !Double.isFinite(norm)) {
            throw new IllegalStateException("clipNorm: the norm of the gradients for p = " + p + " is " + norm);
        }
        double factor = maxNorm / (norm + EPSILON);
        if (!(factor >= 1)) {
            replace(parameters, gradient -> gradient.mul(factor));
        }
        return norm;
    }

    private static double norm(Collection<Tensor> parameters, double p) {
        boolean isLargest = p == Double.POSITIVE_INFINITY;
        double total = 0;
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (Tensor parameter : parameters) {
                Tensor gradient = parameter.grad();
                if (gradient != null && gradient.size() > 0) {
                    Tensor sizes = gradient.to(DType.FLOAT64).abs();
                    total = isLargest
                            ? Math.max(total, sizes.amax().item())
                            : total + sizes.pow(p).sum().item();
                }
            }
        }
        return isLargest || p == 1 ? total : p == 2 ? Math.sqrt(total) : StrictMath.pow(total, 1 / p);
    }

    /**
     * Moves every element of the gradients into {@code [−limit, limit]}; NaN stays. Parameters without a gradient are
     * skipped.
     *
     * @throws IllegalArgumentException if the limit is negative or NaN
     */
    public static void clipValue(Collection<Tensor> parameters, double limit) {
        if (!(limit >= 0)) {
            throw new IllegalArgumentException("clipValue: the limit must be >= 0, got " + limit);
        }
        replace(parameters, gradient -> {
            Tensor most = Tensor.scalar(gradient.dtype(), limit);
            return gradient.minimum(most).maximum(most.neg());
        });
    }

    private static void replace(Collection<Tensor> parameters, UnaryOperator<Tensor> change) {
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (Tensor parameter : parameters) {
                Tensor gradient = parameter.grad();
                if (gradient != null) {
                    parameter.setGrad(change.apply(gradient));
                }
            }
        }
    }
}

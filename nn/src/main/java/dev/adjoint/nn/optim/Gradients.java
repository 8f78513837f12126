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
     * Multiplies all gradients by {@code min(1, maxNorm / (norm + 10⁻⁶))}, norm being that of all of them as one
     * vector.
     *
     * <p>If the norm is NaN or infinite the gradients are multiplied all the same, by NaN or 0, as in PyTorch: check
     * the result where that may happen. Parameters without a gradient are skipped.
     *
     * @return the norm before clipping, {@code √Σ g²}, summed in double precision; 0 if there are no gradients
     * @throws IllegalArgumentException if maxNorm is negative or NaN
     */
    public static double clipNorm(Collection<Tensor> parameters, double maxNorm) {
        if (!(maxNorm >= 0)) {
            throw new IllegalArgumentException("clipNorm: maxNorm must be >= 0, got " + maxNorm);
        }
        double norm = norm(parameters);
        double factor = maxNorm / (norm + EPSILON);
        if (!(factor >= 1)) {
            replace(parameters, gradient -> gradient.mul(factor));
        }
        return norm;
    }

    private static double norm(Collection<Tensor> parameters) {
        double squares = 0;
        try (Autograd.Scope scope = Autograd.noGrad()) {
            for (Tensor parameter : parameters) {
                Tensor gradient = parameter.grad();
                if (gradient != null) {
                    squares += gradient.to(DType.FLOAT64).square().sum().item();
                }
            }
        }
        return Math.sqrt(squares);
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

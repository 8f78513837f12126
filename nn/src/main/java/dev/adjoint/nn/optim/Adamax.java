package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * Adam with the largest gradient in place of the mean square: {@code p −= lr / (1 − β₁ᵗ) · m / u}.
 *
 * <p>{@code d = g + weightDecay · p}, {@code m += (1 − β₁)(d − m)} and {@code u = max(β₂·u, |d| + eps)}, both from 0, at
 * the t-th step of the parameter.
 *
 * <p>Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 2; eps is PyTorch's.
 */
public final class Adamax extends MomentOptimizer<Adamax> {
    private static final Slot LARGEST = Slot.tensor("exp_inf");

    /** Makes Adamax with learning rate 0.002. */
    public Adamax(Collection<Tensor> parameters) {
        this(parameters, 2e-3);
    }

    /**
     * Makes Adamax with β = (0.9, 0.999), eps = 10⁻⁸ and no weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public Adamax(Collection<Tensor> parameters, double lr) {
        super(parameters, lr, List.of(MEAN, LARGEST));
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double beta1 = group.get(Setting.BETA1);
        double beta2 = group.get(Setting.BETA2);
        double eps = group.get(Setting.EPS);
        return (state, p, d) -> {
            long t = state.nextStep();
            Tensor m = state.get(MEAN);
            Tensor u = state.get(LARGEST);
            m.update(new RunningMean(beta1), d);
            u.update(new Largest(beta2, eps), d);
            p.update(new Step(lr / (1 - StrictMath.pow(beta1, t))), m, u);
        };
    }

    /** {@code u = max(beta · u, |d| + eps)}. */
    private record Largest(double beta, double eps) implements BinaryFunction {
        @Override
        public double apply(double u, double d) {
            return Math.max(beta * u, Math.abs(d) + eps);
        }

        @Override
        public float apply(float u, float d) {
            return Math.max((float) beta * u, Math.abs(d) + (float) eps);
        }
    }

    /** {@code p −= size · m / u}. */
    private record Step(double size) implements TernaryFunction {
        @Override
        public double apply(double p, double m, double u) {
            return p - size * m / u;
        }

        @Override
        public float apply(float p, float m, float u) {
            return p - (float) size * m / u;
        }
    }
}

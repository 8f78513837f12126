package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import java.util.Collection;
import java.util.List;

/**
 * {@code p −= lr · Δ} with {@code Δ = √(a + eps) / √(v + eps) · d}: steps with the unit of the parameter.
 *
 * <p>{@code d = g + weightDecay · p}, {@code v = ρ·v + (1 − ρ)·d²} before the step, {@code a = ρ·a + (1 − ρ)·Δ²} after
 * it, both from 0.
 *
 * <p>Source: M. Zeiler, ADADELTA: An Adaptive Learning Rate Method, 2012, algorithm 1.
 */
public final class Adadelta extends FirstOrderOptimizer<Adadelta> {
    private static final Setting RHO = Setting.inUnitInterval("rho");

    private static final Slot SQUARE = Slot.tensor("square_avg");
    private static final Slot STEPS = Slot.tensor("acc_delta");

    /** Makes Adadelta with learning rate 1, the paper's. */
    public Adadelta(Collection<Tensor> parameters) {
        this(parameters, 1);
    }

    /**
     * Makes Adadelta with ρ = 0.9, eps = 10⁻⁶ and no weight decay.
     *
     * @throws IllegalArgumentException as {@link FirstOrderOptimizer#FirstOrderOptimizer} does
     */
    public Adadelta(Collection<Tensor> parameters, double lr) {
        super(parameters, List.of(SQUARE, STEPS), Setting.LR.of(lr), RHO.of(0.9), Setting.EPS.of(1e-6));
    }

    /**
     * Sets ρ, the rate at which the running means decay, 0.9 at first.
     *
     * @throws IllegalArgumentException if it is not in [0, 1]
     */
    public Adadelta rho(double rho) {
        return set(RHO, rho);
    }

    /**
     * Sets the number that is added under the roots, 10⁻⁶ at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adadelta eps(double eps) {
        return set(Setting.EPS, eps);
    }

    @Override
    protected Rule rule(ParameterGroup group) {
        double lr = group.lr();
        double rho = group.get(RHO);
        double eps = group.get(Setting.EPS);
        return (state, p, d) -> {
            state.nextStep();
            Tensor v = state.get(SQUARE);
            Tensor a = state.get(STEPS);
            v.update(new RunningSquare(rho), d);
            Tensor unscaled = d.zip(v, new Unscaled(eps));
            p.update(new Step(lr, eps), unscaled, a);
            a.update(new StepSquare(rho, eps), unscaled);
        };
    }

    /** {@code Δ / √(a + eps) = d / √(v + eps)}. */
    private record Unscaled(double eps) implements BinaryFunction {
        @Override
        public double apply(double d, double v) {
            return d / Math.sqrt(v + eps);
        }

        @Override
        public float apply(float d, float v) {
            return d / (float) Math.sqrt(v + (float) eps);
        }
    }

    /** {@code p −= lr · Δ}. */
    private record Step(double lr, double eps) implements TernaryFunction {
        @Override
        public double apply(double p, double unscaled, double a) {
            return Math.fma(-lr, Math.sqrt(a + eps) * unscaled, p);
        }

        @Override
        public float apply(float p, float unscaled, float a) {
            return Math.fma((float) -lr, (float) Math.sqrt(a + (float) eps) * unscaled, p);
        }
    }

    /** {@code a = rho · a + (1 − rho) · Δ²}. */
    private record StepSquare(double rho, double eps) implements BinaryFunction {
        @Override
        public double apply(double a, double unscaled) {
            double delta = Math.sqrt(a + eps) * unscaled;
            return Math.fma((1 - rho) * delta, delta, rho * a);
        }

        @Override
        public float apply(float a, float unscaled) {
            float delta = (float) Math.sqrt(a + (float) eps) * unscaled;
            return Math.fma((float) (1 - rho) * delta, delta, (float) rho * a);
        }
    }
}

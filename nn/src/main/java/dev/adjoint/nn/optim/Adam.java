package dev.adjoint.nn.optim;

import dev.adjoint.Tensor;
import dev.adjoint.function.BinaryFunction;
import dev.adjoint.function.TernaryFunction;
import dev.adjoint.nn.internal.Checks;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * {@code p −= lr · m̂ / (√v̂ + eps)} with running means of the gradient and of its square.
 *
 * <p>{@code d = g + weightDecay · p}, {@code m += (1 − β₁)(d − m)}, {@code v = β₂·v + (1 − β₂)·d²}, both from 0;
 * {@code m̂ = m / (1 − β₁ᵗ)} and {@code v̂ = v / (1 − β₂ᵗ)} at the t-th step of the parameter. AMSGrad takes the
 * largest v so far.
 *
 * <p>Source: D. Kingma, J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015, algorithm 1; S. Reddi et al., On
 * the Convergence of Adam and Beyond, ICLR 2018.
 */
public final class Adam extends Optimizer {
    private final @Nullable State[] states;
    private Direction direction = Direction.DOWNHILL;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double eps = 1e-8;
    private boolean amsgrad;

    /** Makes Adam with learning rate 0.001. */
    public Adam(Collection<Tensor> parameters) {
        this(parameters, 1e-3);
    }

    /**
     * Makes Adam with β = (0.9, 0.999), eps = 10⁻⁸ and no weight decay; the methods below change that.
     *
     * @throws IllegalArgumentException as {@link Optimizer#Optimizer} does
     */
    public Adam(Collection<Tensor> parameters, double lr) {
        super(parameters, lr);
        states = new @Nullable State[parameters.size()];
    }

    /**
     * Sets β₁ and β₂, the rates at which the running means of the gradient and of its square decay.
     *
     * @throws IllegalArgumentException if one is not in [0, 1)
     */
    public Adam betas(double beta1, double beta2) {
        Checks.belowOne("Adam", "beta1", beta1);
        Checks.belowOne("Adam", "beta2", beta2);
        this.beta1 = beta1;
        this.beta2 = beta2;
        return this;
    }

    /**
     * Sets the number that is added to the denominator.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adam eps(double eps) {
        Checks.notNegative("Adam", "eps", eps);
        this.eps = eps;
        return this;
    }

    /**
     * Sets the weight decay, an L2 penalty that is part of the gradient, 0 at first.
     *
     * @throws IllegalArgumentException if it is negative or not finite
     */
    public Adam weightDecay(double weightDecay) {
        Checks.notNegative("Adam", "weightDecay", weightDecay);
        direction = direction.withWeightDecay(weightDecay);
        return this;
    }

    /** Divides by the root of the largest v so far, or no longer. */
    public Adam amsgrad(boolean amsgrad) {
        this.amsgrad = amsgrad;
        return this;
    }

    /** Climbs instead of descending, or no longer. */
    public Adam maximize(boolean maximize) {
        direction = direction.withMaximize(maximize);
        return this;
    }

    @Override
    protected void update(int i, Tensor parameter, Tensor gradient) {
        State state = states[i];
        if (state == null) {
            states[i] = state = new State(parameter);
        }
        state.step++;
        state.mean.update(new Mean(1 - beta1, direction), gradient, parameter);
        state.square.update(new MeanSquare(beta2, direction), gradient, parameter);
        double stepSize = lr() / (1 - StrictMath.pow(beta1, state.step));
        double rootOfCorrection = Math.sqrt(1 - StrictMath.pow(beta2, state.step));
        parameter.update(
                new Step(stepSize, rootOfCorrection, eps), state.mean, amsgrad ? state.largestSquare() : state.square);
    }

    /** What is kept about one parameter. */
    private static final class State {
        private final Tensor mean;
        private final Tensor square;
        private @Nullable Tensor largest;
        private int step;

        State(Tensor parameter) {
            mean = Tensor.zeros(parameter.dtype(), parameter.shape());
            square = Tensor.zeros(parameter.dtype(), parameter.shape());
        }

        Tensor largestSquare() {
            if (largest == null) {
                largest = square.copy();
            } else {
                largest.update(Larger.OF_TWO, square);
            }
            return largest;
        }
    }

    /** {@code m += weight · (d − m)}. */
    private record Mean(double weight, Direction d) implements TernaryFunction {
        @Override
        public double apply(double m, double g, double p) {
            return Math.fma(weight, d.apply(g, p) - m, m);
        }

        @Override
        public float apply(float m, float g, float p) {
            return Math.fma((float) weight, d.apply(g, p) - m, m);
        }
    }

    /** {@code v = beta · v + (1 − beta) · d²}. */
    private record MeanSquare(double beta, Direction d) implements TernaryFunction {
        @Override
        public double apply(double v, double g, double p) {
            double slope = d.apply(g, p);
            return Math.fma((1 - beta) * slope, slope, beta * v);
        }

        @Override
        public float apply(float v, float g, float p) {
            float slope = d.apply(g, p);
            return Math.fma((float) (1 - beta) * slope, slope, (float) beta * v);
        }
    }

    /** {@code p −= stepSize · m / (√v / rootOfCorrection + eps)}. */
    private record Step(double stepSize, double rootOfCorrection, double eps) implements TernaryFunction {
        @Override
        public double apply(double p, double m, double v) {
            return p - stepSize * m / (Math.sqrt(v) / rootOfCorrection + eps);
        }

        @Override
        public float apply(float p, float m, float v) {
            return p - (float) stepSize * m / ((float) Math.sqrt(v) / (float) rootOfCorrection + (float) eps);
        }
    }

    /** {@code max(a, b)}. */
    private enum Larger implements BinaryFunction {
        OF_TWO;

        @Override
        public double apply(double a, double b) {
            return Math.max(a, b);
        }

        @Override
        public float apply(float a, float b) {
            return Math.max(a, b);
        }
    }
}

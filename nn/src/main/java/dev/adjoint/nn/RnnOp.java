package dev.adjoint.nn;

import dev.adjoint.Tensor;
import java.util.Collections;
import java.util.List;

/**
 * {@code h' = f(x + h·Wᵀ + b)} with f = tanh or relu.
 *
 * <p>Source: J. Elman, Finding Structure in Time, Cognitive Science 14 (1990).
 */
final class RnnOp extends RecurrentOp {
    private final Rnn.Nonlinearity nonlinearity;

    RnnOp(Rnn.Nonlinearity nonlinearity, boolean reverse) {
        super(reverse);
        this.nonlinearity = nonlinearity;
    }

    @Override
    List<Tensor> step(Tensor x, Tensor projected, List<Tensor> before) {
        return List.of(nonlinearity.value(x.add(projected)));
    }

    @Override
    StepGradient stepGradient(List<Tensor> step, List<Tensor> before, List<Tensor> upstream) {
        Tensor gradient = upstream.get(0).mul(nonlinearity.slope(step.get(0)));
        return new StepGradient(gradient, gradient, Collections.singletonList(null));
    }
}

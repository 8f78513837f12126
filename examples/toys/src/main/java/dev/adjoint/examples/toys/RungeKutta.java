package dev.adjoint.examples.toys;

import dev.adjoint.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Solves {@code dy/dt = f(y)} step by step, in tensor operations, so that gradients flow back through all steps.
 *
 * <p>Source: W. Kutta, "Beitrag zur näherungsweisen Integration totaler Differentialgleichungen", 1901: the classic
 * method of order 4.
 */
final class RungeKutta {
    private RungeKutta() {}

    /** Returns y after one step of length h, a tensor of one element. */
    static Tensor step(UnaryOperator<Tensor> f, Tensor y, Tensor h) {
        Tensor half = h.div(2);
        Tensor k1 = f.apply(y);
        Tensor k2 = f.apply(y.add(k1.mul(half)));
        Tensor k3 = f.apply(y.add(k2.mul(half)));
        Tensor k4 = f.apply(y.add(k3.mul(h)));
        return y.add(k2.add(k3).mul(2).add(k1).add(k4).mul(h.div(6)));
    }

    /** Returns y at the start and after each of some steps, stacked: {@code [steps + 1, y…]}. */
    static Tensor solve(UnaryOperator<Tensor> f, Tensor y, Tensor h, int steps) {
        List<Tensor> path = new ArrayList<>(List.of(y));
        for (int i = 0; i < steps; i++) {
            path.add(step(f, path.get(i), h));
        }
        return Tensor.stack(0, path.toArray(Tensor[]::new));
    }
}

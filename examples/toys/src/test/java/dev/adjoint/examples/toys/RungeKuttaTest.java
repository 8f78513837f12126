package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class RungeKuttaTest {
    /** Of y' = y one step multiplies by 1 + h + h²/2 + h³/6 + h⁴/24, which is 65/24 for h = 1. */
    @Test
    void oneStepOfTheExponential() {
        Tensor y = RungeKutta.step(x -> x, Tensor.of(24.0, -48.0), Tensor.scalar(DType.FLOAT64, 1));
        assertThat(y.toDoubleArray()).containsExactly(new double[] {65, -130}, within(1e-12));
    }

    @Test
    void solvesFromTheStartOn() {
        Tensor h = Tensor.scalar(DType.FLOAT64, 0.1);
        Tensor path = RungeKutta.solve(Tensor::neg, Tensor.of(1.0), h, 10);
        assertThat(path.shape().dims()).containsExactly(11, 1);
        assertThat(path.get(0, 0)).isEqualTo(1);
        assertThat(path.get(10, 0)).isCloseTo(StrictMath.exp(-1), within(1e-6));
    }

    @Test
    void gradientsFlowBackThroughAllSteps() {
        Tensor y = Tensor.of(0.3, -0.7);
        Tensor h = Tensor.scalar(DType.FLOAT64, 0.2);
        GradCheck.assertGradients(in -> RungeKutta.solve(Tensor::sin, in.get(0), in.get(1), 5), y, h);
    }
}

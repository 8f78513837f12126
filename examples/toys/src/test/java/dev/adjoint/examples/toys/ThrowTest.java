package dev.adjoint.examples.toys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class ThrowTest {
    /** Dropped from rest, a body with quadratic drag k falls by ln cosh(t·√(g·k)) / k. */
    @Test
    void fallsAsTheFormulaSays() {
        Tensor path = Throw.fly(number(0), number(1e-9), number(2));
        assertThat(path.shape().dims()).containsExactly(41, 2);
        double expected = -StrictMath.log(StrictMath.cosh(2 * Math.sqrt(9.81 * 0.0125))) / 0.0125;
        assertThat(path.get(40, 1)).isCloseTo(expected, within(1e-4));
        assertThat(path.get(40, 0)).isCloseTo(0, within(1e-6));
    }

    @Test
    void dragShortensTheFlight() {
        double without = 20 * Math.sqrt(0.5) * 2;
        double with = Throw.fly(number(Math.PI / 4), number(20), number(2)).get(40, 0);
        assertThat(with).isBetween(0.75 * without, 0.95 * without);
    }

    private static Tensor number(double value) {
        return Tensor.scalar(DType.FLOAT64, value);
    }
}

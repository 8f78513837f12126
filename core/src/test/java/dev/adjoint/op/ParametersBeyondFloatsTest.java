package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters that are infinite as floats: they matter where the formula has them, and nowhere else. */
class ParametersBeyondFloatsTest {
    private static final double HUGE = 1e39;
    private static final float INF = Float.POSITIVE_INFINITY;
    private static final Tensor X = Tensor.of(-2f, 0, 3, INF);

    static List<Arguments> activations() {
        return List.of(
                row("elu", x -> x.elu(HUGE), Tensor.of(-INF, 0, 3, INF), Tensor.of(INF, INF, 1, 1)),
                row(
                        "prelu",
                        x -> x.prelu(Tensor.of(INF)),
                        Tensor.of(-INF, Float.NaN, 3, INF),
                        Tensor.of(INF, INF, 1, 1)),
                row("hardtanh", x -> x.hardtanh(-HUGE, HUGE), Tensor.of(-2f, 0, 3, INF), Tensor.of(1f, 1, 1, 0)),
                row("softshrink", x -> x.softshrink(HUGE), Tensor.of(0f, 0, 0, 0), Tensor.of(0f, 0, 0, 0)),
                row("hardshrink", x -> x.hardshrink(HUGE), Tensor.of(0f, 0, 0, 0), Tensor.of(0f, 0, 0, 0)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void valuesAndDerivativesAreThoseOfTheFormula(String name, UnaryOperator<Tensor> f, Tensor y, Tensor derivative) {
        Tensor x = X.copy().requiresGrad(true);
        Tensor out = f.apply(x);
        out.sum().backward();

        assertThat(out.toFloatArray()).as(name).containsExactly(y.toFloatArray());
        assertThat(Objects.requireNonNull(x.grad()).toFloatArray())
                .as("derivative of %s", name)
                .containsExactly(derivative.toFloatArray());
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e39, 1e-46})
    void derivativesOfCeluInDoublePrecisionAreThoseOfItsFormula(double alpha) {
        Tensor x = Tensor.of(-2.0, -1e-47, 1).requiresGrad(true);
        x.celu(alpha).sum().backward();

        double[] derivative = Objects.requireNonNull(x.grad()).toDoubleArray();
        assertThat(derivative)
                .containsExactly(new double[] {Math.exp(-2 / alpha), Math.exp(-1e-47 / alpha), 1}, within(1e-14));
    }

    private static Arguments row(String name, UnaryOperator<Tensor> f, Tensor y, Tensor derivative) {
        return Arguments.of(name, f, y, derivative);
    }
}

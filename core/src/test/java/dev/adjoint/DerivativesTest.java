package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DerivativesTest {
    private static final int VARIABLES = 3;
    private static final Function<List<Tensor>, Tensor> TANH_PRODUCT =
            x -> x.get(0).matmul(x.get(1)).tanh();
    private static final Function<List<Tensor>, Tensor> LOG_SUM_EXP =
            x -> x.get(0).matmul(x.get(1)).logSumExp();

    private final Tensor a = Tensor.of(new double[] {0.5, -1, 2, 1.5, 0.25, -0.75}, 2, 3);
    private final Tensor b = Tensor.of(new double[] {1, -2, 0.5, 3, -1, 0.25}, 3, 2);
    private final Tensor va = Tensor.of(new double[] {1, 0, -1, 2, 0.5, 0}, 2, 3);
    private final Tensor vb = Tensor.of(new double[] {0, 1, 1, -1, 0.5, 2}, 3, 2);

    /** The derivatives of random expressions against those that Commons Math carries forward. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void agreesWithForwardDerivativesOfCommonsMath(int depth) {
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(1000L * depth + seed);
            Expression f = Expression.random(random, VARIABLES, depth);
            double[] point = random.doubles(VARIABLES, -1.5, 1.5).toArray();
            double[] direction = random.doubles(VARIABLES, -1, 1).toArray();
            String name = "depth " + depth + ", seed " + seed + ": " + f.text();

            Compared compared = new Compared(name, f.at(point), direction);
            compared.check(f, Tensor.of(point), Tensor.of(direction));
        }
    }

    /** Gradient, Hessian, and their products with a direction, as the oracle has them. */
    private record Compared(String name, DerivativeStructure oracle, double[] direction) {
        void check(Expression f, Tensor x, Tensor v) {
            Function<List<Tensor>, Tensor> function = t -> f.tensor().apply(t.get(0));
            Derivatives.Jvp jvp = Derivatives.jvp(function, List.of(x), List.of(v));
            Derivatives.Vjp vjp = Derivatives.vjp(function, List.of(x), Tensor.scalar(DType.FLOAT64, 1));
            Derivatives.Hvp hvp = Derivatives.hvp(function, List.of(x), List.of(v));
            Tensor jacobian = Derivatives.jacobian(f.tensor(), x);
            Tensor hessian = Derivatives.hessian(f.tensor(), x);

            close("value", jvp.output().item(), oracle.getValue());
            double along = 0;
            for (int i = 0; i < VARIABLES; i++) {
                along += first(i) * direction[i];
                close("gradient", jacobian.get(i), first(i));
                close("vjp", vjp.gradients().get(0).get(i), first(i));
                double product = 0;
                for (int j = 0; j < VARIABLES; j++) {
                    product += second(i, j) * direction[j];
                    close("hessian", hessian.get(i, j), second(i, j));
                }
                close("hvp", hvp.products().get(0).get(i), product);
            }
            close("jvp", jvp.tangent().item(), along);
        }

        private double first(int i) {
            int[] orders = new int[VARIABLES];
            orders[i]++;
            return oracle.getPartialDerivative(orders);
        }

        private double second(int i, int j) {
            int[] orders = new int[VARIABLES];
            orders[i]++;
            orders[j]++;
            return oracle.getPartialDerivative(orders);
        }

        /** The scale is that of all derivatives: terms that cancel leave the rounding errors of large ones. */
        private void close(String what, double actual, double expected) {
            double scale = 1;
            for (double derivative : oracle.getAllDerivatives()) {
                scale = Math.max(scale, Math.abs(derivative));
            }
            assertThat(actual).as(what + " of " + name).isCloseTo(expected, within(1e-11 * scale));
        }
    }

    @Test
    void productsWithTheJacobianOfAMatrixFunctionAreThoseOfPyTorch() {
        Derivatives.Jvp jvp = Derivatives.jvp(TANH_PRODUCT, List.of(a, b), List.of(va, vb));
        assertClose(
                jvp.tangent(),
                Shape.of(2, 2),
                0.14130164970632886,
                0.011832875341583914,
                0.07228325334036129,
                -0.08271809350892372);
        assertThat(jvp.output().bitEquals(a.matmul(b).tanh())).isTrue();

        Derivatives.Vjp vjp =
                Derivatives.vjp(TANH_PRODUCT, List.of(a, b), Tensor.of(new double[] {1, -1, 0.5, 2}, 2, 2));
        assertClose(
                vjp.gradients().get(0),
                Shape.of(2, 3),
                0.07793259429413915,
                0.02440275826512014,
                -0.07156104603328627,
                -0.10330940260669173,
                0.18897975254079585,
                -0.001968170950120269);
        assertClose(
                vjp.gradients().get(1),
                Shape.of(3, 2),
                0.0608371488996509,
                0.08841747783130947,
                -0.06639886877431965,
                0.018680538085746216,
                0.1285457814697945,
                -0.05240072953675129);
    }

    @Test
    void aJacobianHasTheShapeOfTheOutputThenThatOfTheInput() {
        List<Tensor> jacobian = Derivatives.jacobian(TANH_PRODUCT, List.of(a, b));

        assertThat(jacobian).extracting(Tensor::shape).containsExactly(Shape.of(2, 2, 2, 3), Shape.of(2, 2, 3, 2));
        assertClose(
                jacobian.get(0).select(0, 0),
                Shape.of(2, 2, 3),
                0.07065082485316443,
                0.035325412426582214,
                -0.07065082485316443,
                0.0,
                0.0,
                0.0,
                -0.0072817694409747155,
                0.010922654161462073,
                0.0009102211801218394,
                0.0,
                0.0,
                0.0);
        assertThat(jacobian.get(1).get(1, 1, 2, 1)).isCloseTo(-0.022559480047888287, within(1e-14));
    }

    @Test
    void aHessianHasTheShapesOfTwoInputs() {
        List<List<Tensor>> hessian = Derivatives.hessian(LOG_SUM_EXP, List.of(a, b));

        assertThat(hessian.get(0))
                .extracting(Tensor::shape)
                .containsExactly(Shape.of(2, 3, 2, 3), Shape.of(2, 3, 3, 2));
        assertThat(hessian.get(1))
                .extracting(Tensor::shape)
                .containsExactly(Shape.of(3, 2, 2, 3), Shape.of(3, 2, 3, 2));
        Tensor mixed = hessian.get(0).get(1);
        assertThat(mixed.get(0, 0, 0, 0)).isCloseTo(0.00842562402860808, within(1e-14));
        assertThat(mixed.get(1, 1, 1, 0)).isCloseTo(0.9803055704117948, within(1e-14));
        assertThat(mixed.get(1, 2, 2, 1)).isCloseTo(0.005996431700142687, within(1e-14));
        assertClose(
                hessian.get(1).get(0),
                Shape.of(3, 2, 2, 3),
                mixed.permute(2, 3, 0, 1).toDoubleArray());
    }

    @Test
    void theHessianOfALogDeterminantIsThatOfPyTorch() {
        Tensor hessian = Derivatives.hessian(
                m -> {
                    Tensor diagonal = m.diagonal(0, 0, 1).prod();
                    return diagonal.sub(m.flip(1).diagonal(0, 0, 1).prod()).log();
                },
                Tensor.of(new double[] {2, 0.5, -1, 1.5}, 2, 2));
        assertClose(
                hessian.reshape(4, 4).select(0, 0),
                Shape.of(4),
                -0.18367346938775508,
                -0.12244897959183673,
                0.061224489795918366,
                0.040816326530612235);
        assertClose(
                hessian.reshape(4, 4).select(0, 3),
                Shape.of(4),
                0.040816326530612235,
                -0.16326530612244897,
                0.08163265306122448,
                -0.32653061224489793);
    }

    @Test
    void aProductWithTheHessianNeedsNoHessian() {
        Derivatives.Hvp hvp = Derivatives.hvp(LOG_SUM_EXP, List.of(a, b), List.of(va, vb));

        assertThat(hvp.output().item()).isCloseTo(2.398252016333347, within(1e-14));
        assertClose(
                hvp.products().get(0),
                Shape.of(2, 3),
                -0.004714569627325431,
                0.018582162172787606,
                0.013515511293695368,
                0.12107947739525947,
                0.8719813039702655,
                0.4584786018856922);
        assertClose(
                hvp.products().get(1),
                Shape.of(3, 2),
                2.0202515696579852,
                -0.03740355728550904,
                0.4986651712528445,
                -0.008822863208906925,
                -0.041689674831374576,
                0.03244617791535282);
    }

    @Test
    void whatTheOutputDoesNotDependOnHasDerivativesOfZero() {
        Function<List<Tensor>, Tensor> first = x -> x.get(0).mul(2);
        Tensor x = Tensor.of(1.0, 2);
        Tensor y = Tensor.of(3.0);

        assertThat(Derivatives.jacobian(first, List.of(x, y)).get(1).toDoubleArray())
                .containsExactly(0, 0);
        assertThat(Derivatives.jvp(first, List.of(x, y), List.of(x, y))
                        .tangent()
                        .toDoubleArray())
                .containsExactly(2, 4);
        assertThat(Derivatives.hessian(t -> t.sum(), x).toDoubleArray()).containsExactly(0, 0, 0, 0);
        assertThat(Derivatives.jacobian(t -> Tensor.of(5.0), x).toDoubleArray()).containsExactly(0, 0);
        assertThat(Derivatives.jvp(t -> Tensor.of(5.0), List.of(x), List.of(x))
                        .tangent()
                        .toDoubleArray())
                .containsExactly(0);
    }

    @Test
    void theInputItselfMayBeTheOutput() {
        Tensor x = Tensor.of(1f, 2);

        assertThat(Derivatives.jacobian(t -> t, x).bitEquals(Tensor.eye(2))).isTrue();
        assertThat(Derivatives.jvp(t -> t.get(0), List.of(x), List.of(x))
                        .tangent()
                        .bitEquals(x))
                .isTrue();
    }

    @Test
    void scalarsAndEmptyTensorsKeepTheirShapes() {
        Tensor scalar = Tensor.scalar(DType.FLOAT64, 3);
        assertThat(Derivatives.hessian(x -> x.pow(3), scalar).toString())
                .isEqualTo(Tensor.scalar(DType.FLOAT64, 18).toString());

        Tensor empty = Tensor.zeros(0, 2);
        assertThat(Derivatives.jacobian(x -> x.sum(1), empty).shape()).isEqualTo(Shape.of(0, 0, 2));
        assertThat(Derivatives.jacobian(x -> x.sum(), empty).shape()).isEqualTo(Shape.of(0, 2));
        assertThat(Derivatives.hessian(x -> x.sum(), empty).shape()).isEqualTo(Shape.of(0, 2, 0, 2));
    }

    @Test
    void capturedTensorsKeepGradientsAndGraph() {
        Tensor w = Tensor.of(2.0).requiresGrad(true);
        Tensor scale = w.exp();
        Tensor x = Tensor.of(1.5).requiresGrad(true);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            Tensor hessian = Derivatives.hessian(t -> t.square().mul(scale).sum(), x);
            assertThat(hessian.item()).isEqualTo(2 * scale.item());
            assertThat(hessian.requiresGrad()).isFalse();
            assertThat(Autograd.isRecording()).isFalse();
        }
        assertThat(x.grad()).isNull();
        assertThat(w.grad()).isNull();
        scale.backward();
        assertThat(w.grad()).isNotNull();
    }

    @Test
    void misuseIsExplained() {
        Tensor x = Tensor.of(1.0, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.hessian(t -> t.exp(), x))
                .withMessage("hessian: the function must return one element, it returned shape [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.hvp(t -> t.get(0).exp(), List.of(x), List.of(x)))
                .withMessage("hvp: the function must return one element, it returned shape [2]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.jvp(t -> t.get(0), List.of(x), List.of()))
                .withMessage("jvp: expects one tangent per input, got 0 for 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.jvp(t -> t.get(0), List.of(x), List.of(Tensor.of(1f, 2))))
                .withMessage("jvp: tangent 0 has shape [2] and type FLOAT32, the input [2] and FLOAT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.vjp(t -> t.get(0), List.of(x), Tensor.of(1.0)))
                .withMessageStartingWith("grad: the gradient has shape [1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.jacobian(t -> t, Tensor.arange(3)))
                .withMessageStartingWith("jacobian: takes FLOAT32 or FLOAT64, got INT64");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Derivatives.jacobian(t -> t.argmax(0), x))
                .withMessageStartingWith("jacobian: takes FLOAT32 or FLOAT64, got INT64");
    }

    private static void assertClose(Tensor actual, Shape shape, double... expected) {
        assertThat(actual.shape()).isEqualTo(shape);
        assertThat(actual.toDoubleArray()).containsExactly(expected, within(1e-14));
    }
}

package dev.adjoint.op;

import static dev.adjoint.DType.FLOAT32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Autograd;
import dev.adjoint.DType;
import dev.adjoint.GradCheck;
import dev.adjoint.Tensor;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeakyReluOpTest {
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final double NAN = Double.NaN;

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void forwardKeepsWhatIsNotNegativeAndScalesTheRest(DType dtype) {
        Tensor x = Tensor.of(-2.0, -0.5, 0, 0.5, 2).to(dtype);

        assertBits(
                new LeakyReluOp(0.25).forward(x),
                Tensor.of(-0.5, -0.125, 0, 0.5, 2).to(dtype));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void derivativeIsOneOrTheSlope(DType dtype) {
        LeakyReluOp op = new LeakyReluOp(0.25);
        op.forward(Tensor.of(-2.0, -0.5, -0.0, 0, 0.5, 2).to(dtype));

        assertBits(op.calculateDerivative(), Tensor.of(0.25, 0.25, 1, 1, 1, 1).to(dtype));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 0.5, 1})
    void derivativeAtZeroIsTheOneAskedFor(double atZero) {
        LeakyReluOp op = new LeakyReluOp(0.1, atZero);
        op.forward(Tensor.of(-1.0, -0.0, 0, 1));

        assertBits(op.calculateDerivative(), Tensor.of(0.1, atZero, atZero, 1));
        assertBits(op.backward(Tensor.of(2.0, 2, 2, 2)), Tensor.of(0.2, 2 * atZero, 2 * atZero, 2));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void backwardIsUpstreamTimesDerivative(DType dtype) {
        LeakyReluOp op = new LeakyReluOp(0.01);
        op.forward(Tensor.of(-1.0, 0, 3, NAN).to(dtype));
        Tensor upstream = Tensor.of(-3.0, 5, 7, 11).to(dtype);

        assertBits(op.backward(upstream), upstream.mul(op.calculateDerivative()));
        assertThat(op.backward(upstream).allClose(Tensor.of(-0.03, 5, 7, 0.11).to(dtype), 1e-6, 0))
                .isTrue();
    }

    @Test
    void nanStaysNanAndItsDerivativeIsTheSlope() {
        LeakyReluOp op = new LeakyReluOp(0.01);

        assertBits(op.forward(Tensor.of(NAN)), Tensor.of(NAN));
        assertBits(op.calculateDerivative(), Tensor.of(0.01));
    }

    @ParameterizedTest
    @CsvSource({"0.01", "0", "1", "3"})
    void zerosKeepTheirSign(double slope) {
        Tensor x = Tensor.of(0.0, -0.0);

        assertBits(new LeakyReluOp(slope).forward(x), x);
        assertBits(new LeakyReluOp(slope).forward(x.to(FLOAT32)), x.to(FLOAT32));
    }

    @ParameterizedTest
    @CsvSource({"0.01, -Infinity", "0, NaN", "1, -Infinity", "3, -Infinity", "-0.5, Infinity"})
    void infinitiesFollowTheFormula(double slope, double atMinusInfinity) {
        LeakyReluOp op = new LeakyReluOp(slope);

        assertBits(op.forward(Tensor.of(INF, -INF)), Tensor.of(INF, atMinusInfinity));
        assertBits(op.calculateDerivative(), Tensor.of(1, slope));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, -2", "3, -6", "-0.5, 1"})
    void theFormIsPiecewiseForEverySlope(double slope, double atMinusTwo) {
        LeakyReluOp op = new LeakyReluOp(slope);
        Tensor y = op.forward(Tensor.of(-2.0, 2));

        assertThat(y.toDoubleArray()[0]).isEqualTo(atMinusTwo, within(0.0));
        assertThat(y.toDoubleArray()[1]).isEqualTo(2);
        assertBits(op.calculateDerivative(), Tensor.of(slope, 1));
    }

    @ParameterizedTest
    @CsvSource({"1e39, -Infinity", "-1e39, Infinity"})
    void aSlopeOverTheLargestFloatIsForNegativeNumbersAlone(double slope, float below) {
        for (int n : new int[] {1, 4, 13, 207, 4098}) {
            float[] x = new float[n];
            float[] y = new float[n];
            float[] derivative = new float[n];
            for (int i = 0; i < n; i++) {
                x[i] = i % 7 - 3;
                y[i] = x[i] >= 0 ? x[i] : below;
                derivative[i] = x[i] >= 0 ? 1 : -below;
            }
            Tensor leaf = Tensor.of(x).requiresGrad(true);
            Tensor out = leaf.leakyRelu(slope);
            out.sum().backward();

            assertBits(out.detach(), Tensor.of(y));
            assertBits(Objects.requireNonNull(leaf.grad()), Tensor.of(derivative));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e39, -1e39})
    void aSlopeOverTheLargestFloatIsExactInDoubles(double slope) {
        LeakyReluOp op = new LeakyReluOp(slope);

        assertBits(op.forward(Tensor.of(-2.0, 0, 3, INF, NAN)), Tensor.of(-2 * slope, 0, 3, INF, NAN));
        assertBits(op.calculateDerivative(), Tensor.of(slope, 1, 1, 1, slope));
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void emptyTensorsStayEmpty(DType dtype) {
        LeakyReluOp op = new LeakyReluOp(0.1);
        Tensor x = Tensor.zeros(dtype, 2, 0);

        assertBits(op.forward(x), x);
        assertBits(op.calculateDerivative(), x);
        assertBits(op.backward(x), x);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void scalarsStayScalars(DType dtype) {
        LeakyReluOp op = new LeakyReluOp(0.5);

        assertBits(op.forward(Tensor.scalar(dtype, -3)), Tensor.scalar(dtype, -1.5));
        assertBits(op.calculateDerivative(), Tensor.scalar(dtype, 0.5));
        assertBits(op.backward(Tensor.scalar(dtype, 4)), Tensor.scalar(dtype, 2));
    }

    @Test
    void viewsAreReadInTheirOwnOrder() {
        Tensor whole = Tensor.of(new double[] {-1, 2, -3, 4, -5, 6}, 2, 3);
        List<Tensor> views = List.of(
                whole.t(),
                whole.slice(1, 0, 3, 2),
                whole.select(0, 1),
                whole.select(1, 1).expand(2, 2));

        for (Tensor view : views) {
            LeakyReluOp op = new LeakyReluOp(0.1);
            LeakyReluOp copied = new LeakyReluOp(0.1);
            assertBits(op.forward(view), copied.forward(view.copy()));
            assertBits(op.calculateDerivative(), copied.calculateDerivative());
            assertBits(op.backward(view), copied.backward(view.copy()));
            assertThat(op.calculateDerivative().shape()).isEqualTo(view.shape());
        }
    }

    @Test
    void longTensorsHaveNoSeams() {
        double[] values = new double[4099];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 - 3;
        }
        LeakyReluOp op = new LeakyReluOp(0.5);
        Tensor x = Tensor.of(values).to(FLOAT32);
        float[] y = op.forward(x).toFloatArray();
        float[] derivative = op.calculateDerivative().toFloatArray();

        for (int i = 0; i < values.length; i++) {
            assertThat(y[i]).as("y at %d", i).isEqualTo((float) (values[i] >= 0 ? values[i] : values[i] / 2));
            assertThat(derivative[i]).as("derivative at %d", i).isEqualTo(values[i] >= 0 ? 1 : 0.5f);
        }
    }

    @Test
    void inTheGraphItGivesTheSameGradient() {
        Tensor x = Tensor.of(-2.0, 0, 3).requiresGrad(true);
        Tensor y = x.leakyRelu(0.1);
        y.backward(Tensor.of(10.0, 20, 30));

        assertThat(y.op()).isInstanceOf(LeakyReluOp.class);
        assertThat(y.op()).hasToString("leakyRelu");
        assertBits(Objects.requireNonNull(x.grad()), Tensor.of(1.0, 20, 30));
    }

    @Test
    void inTheGraphItTakesAnotherDerivativeAtZero() {
        Tensor x = Tensor.of(-2.0, 0, 3).requiresGrad(true);
        new LeakyReluOp(0.1, 0.1).apply(x).sum().backward();

        assertBits(Objects.requireNonNull(x.grad()), Tensor.of(0.1, 0.1, 1));
    }

    @Test
    void theGradientIsThatOfFiniteDifferences() {
        GradCheck.Options second = GradCheck.Options.DEFAULT.withOrder(2);

        GradCheck.assertGradients(second, x -> x.get(0).leakyRelu(0.1), Tensor.of(new double[] {-2, 1, 3, -4}, 2, 2));
    }

    @Test
    void standingAloneItRecordsNothing() {
        Tensor x = Tensor.of(1.0).requiresGrad(true);

        assertThat(new LeakyReluOp(0.1).forward(x).requiresGrad()).isFalse();
        try (Autograd.Scope off = Autograd.noGrad()) {
            assertThat(x.leakyRelu(0.1).requiresGrad()).isFalse();
        }
    }

    @Test
    void badArgumentsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyReluOp(NAN))
                .withMessage("leakyRelu: negativeSlope must be finite, got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyReluOp(0.1, 1.5))
                .withMessage("leakyRelu: the derivative at 0 must be in [0, 1], got 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyReluOp(0.1, NAN))
                .withMessage("leakyRelu: the derivative at 0 must be in [0, 1], got NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyReluOp(0.1).forward(Tensor.of(1L)))
                .withMessage("leakyRelu: takes FLOAT32 or FLOAT64, got INT64; convert with to(DType.FLOAT32)");
    }

    @Test
    void theDerivativeNeedsAForwardPass() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new LeakyReluOp(0.1).calculateDerivative())
                .withMessage("leakyRelu: the gradient is asked before the forward pass");
    }

    private static void assertBits(Tensor got, Tensor want) {
        assertThat(got.bitEquals(want)).as("got %s%nwant %s", got, want).isTrue();
    }
}

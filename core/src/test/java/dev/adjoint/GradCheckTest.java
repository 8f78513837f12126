package dev.adjoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GradCheckTest {
    private static final GradCheck.Options SECOND = GradCheck.Options.DEFAULT.withOrder(2);
    private static final Function<List<Tensor>, Tensor> WRONG = x -> x.get(0).map(v -> v * v, v -> 3 * v);

    private final Tensor x = Tensor.of(new double[] {0.5, -1, 2, 1.5}, 2, 2);

    @Test
    void rightGradientsPass() {
        GradCheck.Report report = GradCheck.check(x -> x.get(0).mul(x.get(1)), x, Tensor.of(3.0, 4));

        assertThat(report.passed()).isTrue();
        assertThat(report.op()).isEqualTo("mul");
        assertThat(report.entries()).isEqualTo(4 * 4 + 4 * 2);
        assertThat(report)
                .asString()
                .startsWith("gradient check passed for mul, 24 entries compared\n  worst entry: order 1");
    }

    @Test
    void aWrongGradientFailsAndTheReportSaysWhere() {
        GradCheck.Report report = GradCheck.check(WRONG, x);

        assertThat(report.passed()).isFalse();
        GradCheck.Entry worst = Objects.requireNonNull(report.worst());
        assertThat(worst.inputIndex()).isEqualTo(List.of(1, 0));
        assertThat(worst.outputIndex()).isEqualTo(List.of(1, 0));
        assertThat(worst.analytic()).isEqualTo(6);
        assertThat(worst.numeric()).isCloseTo(4, within(1e-9));
        assertThat(report)
                .asString()
                .contains(
                        "failed for map, 16 entries", "order 1, output at [1, 0] by input 0 at [1, 0]", "analytic 6.0")
                .contains("numeric 3.99999", "absolute error 2.0", "relative error 0.3333");
    }

    @Test
    void assertGradientsThrowsTheReport() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> GradCheck.assertGradients(WRONG, x))
                .withMessage(GradCheck.check(WRONG, x).toString());
    }

    @Test
    void aGradientThatIsNanOrMissingFails() {
        assertThat(GradCheck.check(x -> x.get(0).map(v -> v, v -> Double.NaN), x)
                        .passed())
                .isFalse();
        assertThat(GradCheck.check(x -> x.get(0).mul(x.get(0).detach()), x).passed())
                .isFalse();
    }

    @Test
    void aWrongSecondDerivativeFailsAtOrderTwoOnly() {
        Function<List<Tensor>, Tensor> f = x -> x.get(0).map(v -> v * v * v, v -> 3 * v * v, v -> 5 * v);

        assertThat(GradCheck.check(f, x).passed()).isTrue();
        GradCheck.Report report = GradCheck.check(SECOND, f, x);
        assertThat(report.passed()).isFalse();
        assertThat(report).asString().contains("order 2, gradient by input 0 at ");
        assertThatIllegalStateException()
                .isThrownBy(() -> GradCheck.check(SECOND, x -> x.get(0).map(v -> v * v, v -> 2 * v), x))
                .withMessageContaining("map: a derivative is needed here but was not given");
    }

    @Test
    void aThirdOrderCanBeAsked() {
        GradCheck.Options third = GradCheck.Options.DEFAULT.withOrder(3);

        assertThat(GradCheck.check(third, x -> x.get(0).pow(4), x).passed()).isTrue();
        assertThat(GradCheck.check(third, x -> x.get(0).map(v -> v * v * v, v -> 3 * v * v, v -> 6 * v, v -> 7), x)
                        .passed())
                .isFalse();
    }

    @Test
    void largeJacobiansAreProjected() {
        Tensor large = Tensor.uniform(new Rng(1), DType.FLOAT64, -1, 1, 300, 300);
        GradCheck.Report report =
                GradCheck.check(SECOND, x -> x.get(0).mul(x.get(0)).sigmoid(), large);

        assertThat(report.passed()).as(report.toString()).isTrue();
        assertThat(report.entries()).isEqualTo(1 + 2);
        GradCheck.Report wrong = GradCheck.check(WRONG, large);
        assertThat(wrong.passed()).isFalse();
        assertThat(wrong).asString().contains("order 1, random projection for input 0");
    }

    @Test
    void theSameCheckGivesTheSameReport() {
        GradCheck.Options projected = SECOND.withMaxEntries(0);

        assertThat(GradCheck.check(projected, x -> x.get(0).tanh(), x))
                .isEqualTo(GradCheck.check(projected, x -> x.get(0).tanh(), x));
    }

    @Test
    void constantAndUnusedAndEmptyInputsAreFine() {
        assertThat(GradCheck.check(SECOND, inputs -> Tensor.of(1.0, 2), x).passed())
                .isTrue();
        assertThat(GradCheck.check(SECOND, inputs -> inputs.get(0), x).passed()).isTrue();
        assertThat(GradCheck.check(SECOND, inputs -> inputs.get(0).exp(), x, x).passed())
                .isTrue();
        GradCheck.Report empty = GradCheck.check(SECOND, inputs -> inputs.get(0).exp(), Tensor.zeros(DType.FLOAT64, 0));
        assertThat(empty).hasToString("gradient check passed for exp, 0 entries compared");
    }

    @Test
    void inputsAreLeftAlone() {
        Tensor leaf = x.copy().requiresGrad(true);
        try (Autograd.Scope off = Autograd.noGrad()) {
            GradCheck.assertGradients(SECOND, x -> x.get(0).sum(0).exp(), leaf, x);
            assertThat(Autograd.isRecording()).isFalse();
        }

        assertThat(leaf.grad()).isNull();
        assertThat(x.requiresGrad()).isFalse();
        assertThat(leaf.bitEquals(x)).isTrue();
    }

    @Test
    void theReportNamesTheLastOps() {
        assertThat(GradCheck.check(x -> x.get(0).matmul(x.get(0)).leakyRelu(0.1).sum(), x)
                        .op())
                .isEqualTo("sum ← leakyRelu ← matmul");
    }

    @Test
    void badArgumentsAreRefused() {
        Function<List<Tensor>, Tensor> f = x -> x.get(0).exp();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCheck.check(f, x, Tensor.of(1f)))
                .withMessage(
                        "gradCheck: input 1 must be FLOAT64, got FLOAT32; convert it with to(DType.FLOAT64), or let the "
                                + "function capture it if no gradient is wanted");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCheck.check(f, x.copy().requiresGrad(true).exp()))
                .withMessage("gradCheck: input 0 must be a leaf, it was made by exp; pass detach() of it");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCheck.check(x -> x.get(0).to(DType.FLOAT32), x))
                .withMessage("gradCheck: the output must be FLOAT64, got FLOAT32");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.withOrder(0))
                .withMessageContaining("order 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.withStep(0))
                .withMessageContaining("step 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SECOND.withTolerances(-1, 0))
                .withMessageContaining("tolerances -1.0 and 0.0");
    }

    @Test
    void nothingComparedIsNoSuccess() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GradCheck.assertGradients(x -> x.get(0).exp(), Tensor.zeros(DType.FLOAT64, 0)))
                .withMessage("gradient check: no input has elements, so nothing was compared");
    }
}

package dev.adjoint.nn.optim;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GradientsTest {
    private final Tensor first = Tensor.zeros(2).requiresGrad(true);
    private final Tensor second = Tensor.zeros(1, 1).requiresGrad(true);
    private final Tensor without = Tensor.zeros(3).requiresGrad(true);
    private final List<Tensor> parameters = List.of(first, second, without);

    private void setGradients(float a, float b, float c) {
        first.setGrad(Tensor.of(a, b));
        second.setGrad(Tensor.of(new float[][] {{c}}));
    }

    private static float[] gradOf(Tensor x) {
        return requireNonNull(x.grad()).toFloatArray();
    }

    @Test
    void clipNormScalesAllGradientsByOneFactor() {
        setGradients(2, 3, -6);
        assertThat(Gradients.clipNorm(parameters, 3.5)).isEqualTo(7);

        float half = (float) (3.5 / (7 + 1e-6));
        assertThat(gradOf(first)).containsExactly(2 * half, 3 * half);
        assertThat(gradOf(second)).containsExactly(-6 * half);
        assertThat(without.grad()).isNull();
        assertThat(Gradients.clipNorm(parameters, 1)).isEqualTo(3.5, within(1e-5));
    }

    @Test
    void clipNormLeavesSmallGradientsAlone() {
        setGradients(2, 3, -6);
        Tensor before = first.grad();
        assertThat(Gradients.clipNorm(parameters, 7.1)).isEqualTo(7);
        assertThat(first.grad()).isSameAs(before);
    }

    @Test
    void clipNormOfHugeGradientsDoesNotOverflow() {
        setGradients(3e30f, 0, 4e30f);
        assertThat(Gradients.clipNorm(parameters, 5)).isEqualTo(5e30, within(1e24));
        assertThat(gradOf(first)[0]).isEqualTo(3, within(1e-5f));
        assertThat(gradOf(second)[0]).isEqualTo(4, within(1e-5f));
    }

    @Test
    void aNormThatIsNotFiniteIsReturnedAndSpreads() {
        setGradients(1, 2, Float.POSITIVE_INFINITY);
        assertThat(Gradients.clipNorm(parameters, 1)).isInfinite();
        assertThat(gradOf(first)).containsExactly(0, 0);
        assertThat(gradOf(second)).containsExactly(Float.NaN);

        setGradients(1, 2, Float.NaN);
        assertThat(Gradients.clipNorm(parameters, 1)).isNaN();
        assertThat(gradOf(first)).containsExactly(Float.NaN, Float.NaN);
    }

    @ParameterizedTest
    @CsvSource({"1, 11", "3, 6.307993514433491", "0.5, 31.312464090080436", "Infinity, 6"})
    void normsOfAllKindsAreClipped(double p, double norm) {
        setGradients(2, 3, -6);
        assertThat(Gradients.clipNorm(parameters, norm / 2, p, true)).isEqualTo(norm, within(1e-5));
        assertThat(gradOf(first)).containsExactly(new float[] {1, 1.5f}, within(1e-5f));
        assertThat(gradOf(second)).containsExactly(new float[] {-3}, within(1e-5f));
    }

    @Test
    void aNormThatIsNotFiniteCanBeAnErrorThatChangesNothing() {
        setGradients(1, 2, Float.POSITIVE_INFINITY);
        assertThatIllegalStateException()
                .isThrownBy(() -> Gradients.clipNorm(parameters, 1, 2, true))
                .withMessage("clipNorm: the norm of the gradients for p = 2.0 is Infinity");
        assertThat(gradOf(first)).containsExactly(1, 2);
        setGradients(1, Float.NaN, 2);
        assertThatIllegalStateException()
                .isThrownBy(() -> Gradients.clipNorm(parameters, 1, Double.POSITIVE_INFINITY, true))
                .withMessageEndingWith("is NaN");
    }

    @Test
    void emptyGradientsCountForNothing() {
        Tensor empty = Tensor.zeros(0).requiresGrad(true);
        empty.setGrad(Tensor.zeros(0));
        assertThat(Gradients.clipNorm(List.of(empty), 1, Double.POSITIVE_INFINITY, true))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN})
    void thePowerIsAboveZero(double p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gradients.clipNorm(parameters, 1, p, false))
                .withMessage("clipNorm: p must be > 0, got " + p);
    }

    @Test
    void withoutGradientsTheNormIsZero() {
        assertThat(Gradients.clipNorm(parameters, 1)).isZero();
    }

    @Test
    void clipValueMovesElementsIntoTheRange() {
        setGradients(2, -3, Float.NaN);
        Gradients.clipValue(parameters, 2.5);
        assertThat(gradOf(first)).containsExactly(2, -2.5f);
        assertThat(gradOf(second)).containsExactly(Float.NaN);
        assertThat(without.grad()).isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN})
    void limitsAreNotNegative(double limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gradients.clipNorm(parameters, limit))
                .withMessageContaining("got " + limit);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Gradients.clipValue(parameters, limit))
                .withMessageContaining("got " + limit);
    }
}

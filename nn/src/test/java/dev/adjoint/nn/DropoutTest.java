package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
    @Test
    void dropsWhatPyTorchDropsForTheSeed() {
        Rng.seed(5);
        assertThat(new Dropout(0.25).apply(Tensor.ones(6)).toFloatArray())
                .containsExactly(1.3333334f, 1.3333334f, 1.3333334f, 1.3333334f, 1.3333334f, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void keepsTheMeanAndGivesTheMaskAsGradient(DType dtype) {
        Tensor x = Tensor.full(dtype, 3, 100, 100).requiresGrad(true);
        Tensor y = new Dropout(0.3, new Rng(7)).apply(x);
        y.sum().backward();

        assertThat(y.dtype()).isEqualTo(dtype);
        assertThat(y.mean().item()).isBetween(2.9, 3.1);
        assertThat(y.eq(0).to(dtype).mean().item()).isBetween(0.28, 0.32);
        Tensor mask = y.detach().div(3);
        assertThat(x.grad()).isNotNull().matches(grad -> grad.allClose(mask, 1e-6, 0));
    }

    @Test
    void eachPassDrawsAnew() {
        Dropout layer = new Dropout(0.5, new Rng(3));
        Tensor x = Tensor.ones(64);
        assertThat(layer.apply(x).bitEquals(layer.apply(x))).isFalse();
    }

    @Test
    void doesNothingInEvaluationAndForZero() {
        Tensor x = Tensor.ones(4);
        Dropout layer = new Dropout(0.5);
        layer.eval();
        assertThat(layer.apply(x)).isSameAs(x);
        assertThat(new Dropout(0).apply(x)).isSameAs(x);
    }

    @Test
    void dropsAllForOne() {
        assertThat(new Dropout(1).apply(Tensor.ones(3)).toFloatArray()).containsExactly(0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void otherProbabilitiesAreErrors(double p) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Dropout(p))
                .withMessage("Dropout: p must be in [0, 1], got " + p);
    }
}

package dev.adjoint.nn;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

/** Numbers from PyTorch. */
class PoissonNllLossTest {
    private static final PoissonNllLoss FULL =
            new PoissonNllLoss().withFull(true).withReduction(Reduction.NONE);

    private final Tensor counts = Tensor.of(0, 1, 2, 0.5, 1.5);

    @Test
    void ofLogarithms() {
        Tensor losses = FULL.apply(Tensor.of(1.0, 2, 3, 4, 0), counts);

        assertThat(losses.toDoubleArray())
                .containsExactly(
                        new double[] {
                            2.718281828459045,
                            5.38905609893065,
                            14.737343407792205,
                            52.598150033144236,
                            1.2298687494210014
                        },
                        within(1e-13));
    }

    @Test
    void ofExpectedCountsDownToZero() {
        Tensor losses = FULL.withLogInput(false).apply(Tensor.of(1.0, 2, 3, 4, 0), counts);

        assertThat(losses.toDoubleArray())
                .containsExactly(
                        new double[] {1, 1.3068528144400546, 1.45458190060165, 3.3068528181900545, 27.860889865349552},
                        within(1e-13));
    }

    @Test
    void aCountOfZeroHasAGradientToo() {
        Tensor target = Tensor.of(0.0, 2).requiresGrad(true);

        FULL.apply(Tensor.of(1.0, 3), target).sum().backward();

        assertThat(requireNonNull(target.grad()).toDoubleArray())
                .containsExactly(new double[] {-1, -2.0568528194400546}, within(1e-14));
    }

    @Test
    void refusesAWrongEpsilon() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PoissonNllLoss().withEps(-1))
                .withMessage("PoissonNllLoss: eps must be finite and >= 0, got -1.0");
    }
}

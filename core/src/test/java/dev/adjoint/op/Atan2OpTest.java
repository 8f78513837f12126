package dev.adjoint.op;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class Atan2OpTest {
    @Test
    void theGradientIsZeroAtTheOriginAlone() {
        Tensor y = Tensor.of(0.0, 0, 2).requiresGrad(true);
        Tensor x = Tensor.of(0.0, 4, 0).requiresGrad(true);

        y.atan2(x).sum().backward();

        assertThat(requireNonNull(y.grad()).toDoubleArray()).containsExactly(new double[] {0, 0.25, 0}, within(0.0));
        assertThat(requireNonNull(x.grad()).toDoubleArray()).containsExactly(new double[] {0, 0, -0.5}, within(0.0));
    }
}

package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Autograd;
import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

/** Sums and products of gradients, which are ops of their own only where somebody sees them. */
class PointwiseTest {
    @Test
    void wholeNumbersAreSummedAndMultipliedAsByOps() {
        Tensor x = Tensor.of(3L, -5);
        Tensor y = Tensor.of(4L, 7);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            assertThat(Pointwise.sum(x, y).toLongArray()).containsExactly(7, 2);
            assertThat(Pointwise.times(x, y).toLongArray()).containsExactly(12, -35);
        }
    }

    @Test
    void errorsNameTheTypesAndTheShapes() {
        Tensor x = Tensor.of(1f, 2);
        try (Autograd.Scope scope = Autograd.noGrad()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pointwise.times(Tensor.of(1.0, 2), x))
                    .withMessageStartingWith("mul: both tensors must have one type, left is FLOAT64 and right FLOAT32");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pointwise.sum(x.gt(0), x.gt(0)))
                    .withMessageStartingWith("add: is not defined for BOOL");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Pointwise.sum(x, Tensor.of(1f, 2, 3)))
                    .withMessageStartingWith("add: ");
        }
    }
}

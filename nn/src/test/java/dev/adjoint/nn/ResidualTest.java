package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Tensor;
import org.junit.jupiter.api.Test;

class ResidualTest {
    @Test
    void addsItsInput() {
        assertThat(new Residual(new Relu()).apply(Tensor.of(-1f, 2f)).toFloatArray())
                .containsExactly(-1, 4);
    }

    @Test
    void takesAChain() {
        Residual layer = new Residual(new Linear(3, 5), new Tanh(), new Linear(5, 3));
        assertThat(layer.namedParameters().keySet())
                .containsExactly("inner.0.weight", "inner.0.bias", "inner.2.weight", "inner.2.bias");
        assertThat(layer.apply(Tensor.ones(2, 3)).shape().dims()).containsExactly(2, 3);
    }

    @Test
    void anotherShapeIsAnErrorEvenIfItWouldBroadcast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Residual(new Linear(3, 1)).apply(Tensor.ones(2, 3)))
                .withMessage("Residual: the inner layer must keep the shape, it made [2, 1] of [2, 3]");
    }
}

package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.adjoint.Tensor;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationLayersTest {
    static Stream<Arguments> layers() {
        return Stream.of(
                layer(new Relu(), Tensor::relu),
                layer(new LeakyRelu(), x -> x.leakyRelu(0.01)),
                layer(new LeakyRelu(0.3), x -> x.leakyRelu(0.3)),
                layer(new Sigmoid(), Tensor::sigmoid),
                layer(new Tanh(), Tensor::tanh),
                layer(new Softmax(0), x -> x.softmax(0)),
                layer(new Softmax(-1), x -> x.softmax(1)),
                layer(new LogSoftmax(1), x -> x.logSoftmax(1)),
                layer(new Elu(), x -> x.elu(1)),
                layer(new Elu(0.5), x -> x.elu(0.5)),
                layer(new Selu(), Tensor::selu),
                layer(new Celu(), x -> x.celu(1)),
                layer(new Celu(2), x -> x.celu(2)),
                layer(new Gelu(), Tensor::gelu),
                layer(new Gelu(Gelu.Approximate.TANH), Tensor::geluTanh),
                layer(new Silu(), Tensor::silu),
                layer(new Mish(), Tensor::mish),
                layer(new Softplus(), Tensor::softplus),
                layer(new Softplus(2, 3), x -> x.softplus(2, 3)),
                layer(new Softsign(), Tensor::softsign),
                layer(new Softshrink(), x -> x.softshrink(0.5)),
                layer(new Hardshrink(1), x -> x.hardshrink(1)),
                layer(new Tanhshrink(), Tensor::tanhshrink),
                layer(new Hardtanh(), x -> x.hardtanh(-1, 1)),
                layer(new Relu6(), Tensor::relu6),
                layer(new Hardsigmoid(), Tensor::hardsigmoid),
                layer(new Hardswish(), Tensor::hardswish),
                layer(new LogSigmoid(), Tensor::logSigmoid),
                layer(new Identity(), x -> x),
                layer(new Flatten(0, -1), Tensor::flatten));
    }

    private static Arguments layer(Layer layer, UnaryOperator<Tensor> function) {
        return Arguments.of(layer, function);
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aLayerIsItsFunction(Layer layer, UnaryOperator<Tensor> function) {
        Tensor x = Tensor.of(new float[][] {{-2, -0.5f, 0}, {0.5f, 3, -7}});
        assertThat(layer.apply(x).bitEquals(function.apply(x))).isTrue();
        assertThat(layer.parameters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void theDerivativeAtZeroCanBeChosen(double derivative) {
        for (Layer layer : new Layer[] {new Relu(derivative), new LeakyRelu(0.1, derivative)}) {
            Tensor x = Tensor.of(0f).requiresGrad(true);
            layer.apply(x).backward();
            assertThat(x.grad()).isNotNull().extracting(Tensor::item).isEqualTo(derivative);
        }
    }

    @Test
    void flattenKeepsTheFirstDimension() {
        assertThat(new Flatten().apply(Tensor.ones(2, 3, 4)).shape().dims()).containsExactly(2, 12);
    }

    @Test
    void settingsAreCheckedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Relu(2))
                .withMessage("ReLU: the derivative at 0 must be in [0, 1], got 2.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LeakyRelu(Double.NaN))
                .withMessage("LeakyReLU: negativeSlope must be finite, got NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> new Celu(0)).withMessage("CELU: alpha must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softplus(0, 20))
                .withMessage("Softplus: beta must not be 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Softshrink(-1))
                .withMessage("Softshrink: lambda must be finite and >= 0, got -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Hardtanh(1, 1))
                .withMessage("Hardtanh: low must be below high, got 1.0 and 1.0");
    }
}

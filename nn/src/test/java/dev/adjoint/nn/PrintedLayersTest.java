package dev.adjoint.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.adjoint.DType;
import dev.adjoint.Rng;
import dev.adjoint.op.Window;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each layer prints what PyTorch prints for it. */
class PrintedLayersTest {
    private static final Window ODD = new Window(2, 1, 0, 2);
    private static final Window EVEN = new Window(3, 2, 1, 1);
    private static final Rng RNG = new Rng(1);
    private static final DType F32 = DType.FLOAT32;

    static Stream<Arguments> layers() {
        return Stream.of(convolutions(), poolings(), normalizations(), activations())
                .flatMap(kind -> kind);
    }

    private static Stream<Arguments> convolutions() {
        return Stream.of(
                Arguments.of(
                        new Bilinear(2, 3, 4), "Bilinear(in1_features=2, in2_features=3, out_features=4, bias=True)"),
                Arguments.of(new Conv1d(2, 4, 3), "Conv1d(2, 4, kernel_size=(3,), stride=(1,))"),
                Arguments.of(
                        new Conv1d(2, 4, new Window(3, 2, 1, 2), 2, false, RNG, F32),
                        "Conv1d(2, 4, kernel_size=(3,), stride=(2,), padding=(1,), dilation=(2,), groups=2,"
                                + " bias=False)"),
                Arguments.of(
                        new Conv2d(1, 16, 3, 1, 1), "Conv2d(1, 16, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))"),
                Arguments.of(
                        new Conv2d(1, 16, 3, 1, Window.SAME),
                        "Conv2d(1, 16, kernel_size=(3, 3), stride=(1, 1), padding=same)"),
                Arguments.of(
                        new Conv2d(2, 4, ODD, EVEN, 2, false, RNG, F32),
                        "Conv2d(2, 4, kernel_size=(2, 3), stride=(1, 2), padding=(0, 1), dilation=(2, 1), groups=2,"
                                + " bias=False)"),
                Arguments.of(new ConvTranspose2d(2, 4, 3), "ConvTranspose2d(2, 4, kernel_size=(3, 3), stride=(1, 1))"),
                Arguments.of(
                        new ConvTranspose2d(2, 4, EVEN, EVEN, 1, 0, 2, false, RNG, F32),
                        "ConvTranspose2d(2, 4, kernel_size=(3, 3), stride=(2, 2), padding=(1, 1),"
                                + " output_padding=(1, 0), groups=2, bias=False)"),
                Arguments.of(new Embedding(3, 4), "Embedding(3, 4)"),
                Arguments.of(new Embedding(3, 4, -1), "Embedding(3, 4, padding_idx=2)"),
                Arguments.of(new Unflatten(-1, 2, -1), "Unflatten(dim=-1, unflattened_size=(2, -1))"));
    }

    private static Stream<Arguments> poolings() {
        return Stream.of(
                Arguments.of(
                        new MaxPool2d(2), "MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"),
                Arguments.of(
                        new MaxPool2d(ODD, EVEN, true),
                        "MaxPool2d(kernel_size=(2, 3), stride=(1, 2), padding=(0, 1), dilation=(2, 1),"
                                + " ceil_mode=True)"),
                Arguments.of(
                        new MaxPool1d(2), "MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"),
                Arguments.of(new AvgPool2d(3, 2, 1), "AvgPool2d(kernel_size=3, stride=2, padding=1)"),
                Arguments.of(
                        new AvgPool2d(Window.of(2), EVEN, false, true),
                        "AvgPool2d(kernel_size=(2, 3), stride=(1, 2), padding=(0, 1))"),
                Arguments.of(new AvgPool1d(2), "AvgPool1d(kernel_size=(2,), stride=(2,), padding=(0,))"),
                Arguments.of(new AdaptiveAvgPool2d(1), "AdaptiveAvgPool2d(output_size=1)"),
                Arguments.of(new AdaptiveAvgPool2d(2, 3), "AdaptiveAvgPool2d(output_size=(2, 3))"),
                Arguments.of(new AdaptiveAvgPool2d(null, 3), "AdaptiveAvgPool2d(output_size=(None, 3))"),
                Arguments.of(new AdaptiveAvgPool1d(3), "AdaptiveAvgPool1d(output_size=3)"));
    }

    private static Stream<Arguments> normalizations() {
        return Stream.of(
                Arguments.of(
                        new BatchNorm1d(3),
                        "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)"),
                Arguments.of(
                        new BatchNorm2d(3, 1e-3, null, false, true, false, F32),
                        "BatchNorm2d(3, eps=0.001, momentum=None, affine=False, bias=False,"
                                + " track_running_stats=False)"),
                Arguments.of(new LayerNorm(3), "LayerNorm((3,), eps=1e-05, elementwise_affine=True, bias=True)"),
                Arguments.of(
                        new LayerNorm(new int[] {2, 3}, 1e-6, false, true, F32),
                        "LayerNorm((2, 3), eps=1e-06, elementwise_affine=False, bias=False)"),
                Arguments.of(new GroupNorm(2, 4), "GroupNorm(2, 4, eps=1e-05, affine=True, bias=True)"),
                Arguments.of(new RmsNorm(4), "RMSNorm((4,), eps=None, elementwise_affine=True)"),
                Arguments.of(
                        new RmsNorm(new int[] {2, 4}, 1e-6, false, F32),
                        "RMSNorm((2, 4), eps=1e-06, elementwise_affine=False)"));
    }

    private static Stream<Arguments> activations() {
        return Stream.of(
                Arguments.of(new Elu(), "ELU(alpha=1.0)"),
                Arguments.of(new Selu(), "SELU()"),
                Arguments.of(new Celu(2), "CELU(alpha=2.0)"),
                Arguments.of(new Gelu(), "GELU(approximate='none')"),
                Arguments.of(new Gelu(Gelu.Approximate.TANH), "GELU(approximate='tanh')"),
                Arguments.of(new Silu(), "SiLU()"),
                Arguments.of(new Mish(), "Mish()"),
                Arguments.of(new Softplus(), "Softplus(beta=1.0, threshold=20.0)"),
                Arguments.of(new Softsign(), "Softsign()"),
                Arguments.of(new Softshrink(), "Softshrink(0.5)"),
                Arguments.of(new Hardshrink(), "Hardshrink(0.5)"),
                Arguments.of(new Tanhshrink(), "Tanhshrink()"),
                Arguments.of(new Hardtanh(), "Hardtanh(min_val=-1.0, max_val=1.0)"),
                Arguments.of(new Relu6(), "ReLU6()"),
                Arguments.of(new Hardsigmoid(), "Hardsigmoid()"),
                Arguments.of(new Hardswish(), "Hardswish()"),
                Arguments.of(new LogSigmoid(), "LogSigmoid()"),
                Arguments.of(new PRelu(3), "PReLU(num_parameters=3)"));
    }

    @ParameterizedTest
    @MethodSource("layers")
    void printsAsPyTorchDoes(Module layer, String expected) {
        assertThat(layer).hasToString(expected);
    }
}

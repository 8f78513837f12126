package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.DType;
import dev.adjoint.Op;
import dev.adjoint.Rng;
import dev.adjoint.Tensor;
import dev.adjoint.kernel.PlaneWindows;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors of the ops of {@link NetworkOpTable}: they name the op, what it expects and what came. */
class NetworkOpErrorsTest {
    private static final String GROUPS = " with o a multiple of groups = ";
    private static final Window TWO = Window.of(2);
    private static final Tensor IMAGE = Tensor.zeros(1, 2, 4, 4);
    private static final Tensor WEIGHT = Tensor.zeros(3, 2, 2, 2);
    private static final Tensor DOUBLES = Tensor.zeros(DType.FLOAT64, 3);

    static Stream<Arguments> errors() {
        return Stream.of(convolutions(), pooling(), normalizations(), attention(), others())
                .flatMap(Function.identity());
    }

    private static Stream<Arguments> convolutions() {
        String expected = "conv2d: expects input [n, c, h, w] and weight [o, c/groups, 2, 2]" + GROUPS;
        String transposed = "convTranspose2d: expects input [n, o, h, w] and weight [o, c/groups, 2, 2]" + GROUPS;
        return Stream.of(
                error(
                        () -> Tensor.zeros(4, 4).conv2d(WEIGHT, null, TWO, TWO, 1),
                        expected + "1, got [4, 4] and [3, 2, 2, 2]"),
                error(
                        () -> Tensor.zeros(1, 3, 4, 4).conv2d(WEIGHT, null, TWO, TWO, 1),
                        expected + "1, got [1, 3, 4, 4] and [3, 2, 2, 2]"),
                error(() -> IMAGE.conv2d(WEIGHT, null, TWO, TWO, 2), expected + "2, got [1, 2, 4, 4] and [3, 2, 2, 2]"),
                error(() -> IMAGE.conv2d(WEIGHT, null, TWO, TWO, 0), expected + "0, got [1, 2, 4, 4] and [3, 2, 2, 2]"),
                error(
                        () -> IMAGE.conv2d(WEIGHT, null, TWO, Window.of(3), 1),
                        "conv2d: expects input [n, c, h, w] and weight [o, c/groups, 2, 3]" + GROUPS
                                + "1, got [1, 2, 4, 4] and [3, 2, 2, 2]"),
                error(
                        () -> Tensor.zeros(3, 4, 4).conv2d(WEIGHT, null, TWO, TWO, 1),
                        expected + "1, got [3, 4, 4] and [3, 2, 2, 2]"),
                error(
                        () -> IMAGE.conv2d(WEIGHT, Tensor.zeros(2), TWO, TWO, 1),
                        "conv2d: expects a bias [3] of type FLOAT32, got [2] of type FLOAT32"),
                error(
                        () -> IMAGE.conv2d(WEIGHT, DOUBLES, TWO, TWO, 1),
                        "conv2d: expects a bias [3] of type FLOAT32, got [3] of type FLOAT64"),
                error(
                        () -> IMAGE.conv2d(WEIGHT.to(DType.FLOAT64), null, TWO, TWO, 1),
                        "conv2d: takes tensors of one float type, left is FLOAT32 and right FLOAT64; convert with "
                                + "to(DType)"),
                error(
                        () -> IMAGE.conv2d(WEIGHT, null, TWO.withDilation(4), TWO, 1),
                        "conv2d: a window of kernel 2, stride 1, padding 0, dilation 4 does not fit into 4 elements"),
                error(
                        () -> Tensor.zeros(4).conv1d(Tensor.zeros(1, 1, 2), null, TWO, 1),
                        "conv1d: expects input [n, c, length] and weight [o, c/groups, 2]" + GROUPS
                                + "1, got [4] and [1, 1, 2]"),
                error(
                        () -> Tensor.zeros(1, 1, 1).conv1d(Tensor.zeros(1, 1, 2), null, TWO, 1),
                        "conv1d: a window of kernel 2, stride 1, padding 0, dilation 1 does not fit into 1 elements"),
                error(
                        () -> IMAGE.convTranspose2d(WEIGHT, null, TWO, TWO, 1, 0, 0),
                        transposed + "1, got [1, 2, 4, 4] and [3, 2, 2, 2]"),
                error(
                        () -> Tensor.zeros(1, 3, 4, 4).convTranspose2d(WEIGHT, Tensor.zeros(3), TWO, TWO, 1, 0, 0),
                        "convTranspose2d: expects a bias [2] of type FLOAT32, got [3] of type FLOAT32"));
    }

    private static Stream<Arguments> pooling() {
        Tensor integers = Tensor.of(new long[][] {{1, 2}});
        return Stream.of(
                error(
                        () -> Tensor.zeros(4).maxPool2d(2),
                        "maxPool2d: expects input [*, h, w] with h and w above 0, got [4]"),
                error(
                        () -> Tensor.zeros(4).avgPool2d(2),
                        "avgPool2d: expects input [*, h, w] with h and w above 0, got [4]"),
                error(
                        () -> Tensor.zeros(1, 0, 2).avgPool2d(1),
                        "avgPool2d: expects input [*, h, w] with h and w above 0, got [1, 0, 2]"),
                error(
                        () -> integers.maxPool2d(1),
                        "maxPool2d: takes FLOAT32 or FLOAT64, got INT64; convert with to(DType.FLOAT32)"),
                error(
                        () -> IMAGE.maxPool2d(TWO, TWO.withPadding(2), false),
                        "maxPool2d: the padding must be at most half of the window, got "
                                + "kernel 2, stride 1, padding 2, dilation 1"),
                error(
                        () -> Tensor.zeros(1, 1).maxPool2d(new Window(2, 1, 1, 2), Window.of(1), false),
                        "maxPool2d: window 0 of kernel 2, stride 1, padding 1, dilation 2 over 1 elements holds "
                                + "none of them"),
                error(
                        () -> IMAGE.avgPool2d(TWO.withDilation(2), TWO, false, true),
                        "avgPool2d: the padding must be at most half of the window and the dilation 1, got kernel 2, "
                                + "stride 1, padding 0, dilation 2"),
                error(
                        () -> IMAGE.adaptiveAvgPool2d(-1, 2),
                        "adaptiveAvgPool2d: expects an output of sizes >= 0, got [-1, 2]"));
    }

    private static Stream<Arguments> normalizations() {
        return Stream.of(
                error(
                        () -> IMAGE.layerNorm(new int[] {2}, null, null, 1e-5),
                        "layerNorm: expects input whose last dimensions are [2], got [1, 2, 4, 4]"),
                error(
                        () -> IMAGE.layerNorm(new int[] {4}, Tensor.zeros(2), null, 1e-5),
                        "layerNorm: expects a weight [4] of type FLOAT32, got [2] of type FLOAT32"),
                error(() -> IMAGE.layerNorm(new int[] {4}, null, null, -1), "layerNorm: expects eps >= 0, got -1.0"),
                error(
                        () -> IMAGE.rmsNorm(new int[0], null),
                        "rmsNorm: expects input whose last dimensions are [], got [1, 2, 4, 4]"),
                error(
                        () -> IMAGE.groupNorm(3, null, null, 1e-5),
                        "groupNorm: expects input [n, c, *] with c a multiple of groups = 3, got [1, 2, 4, 4]"),
                error(
                        () -> IMAGE.batchNorm(null, null, DOUBLES, null, true, 0.1, 1e-5),
                        "batchNorm: expects a weight [2] of type FLOAT32, got [3] of type FLOAT64"),
                error(
                        () -> IMAGE.batchNorm(null, null, null, null, false, 0.1, 1e-5),
                        "batchNorm: needs a running mean and variance when not training"),
                error(
                        () -> Tensor.zeros(1, 3).batchNorm(null, null, null, null, true, 0.1, 1e-5),
                        "batchNorm: expects more than 1 element a channel when training, got [1, 3]"));
    }

    private static Stream<Arguments> attention() {
        Tensor x = Tensor.zeros(2, 3);
        return Stream.of(
                error(
                        () -> x.scaledDotProductAttention(Tensor.zeros(2, 4), x, null, false),
                        "scaledDotProductAttention: expects query [*, l, e], key [*, s, e] and value [*, s, v], got "
                                + "[2, 3], [2, 4] and [2, 3]"),
                error(
                        () -> x.scaledDotProductAttention(x, x, Tensor.zeros(2, 2), true),
                        "scaledDotProductAttention: takes a mask or is causal, not both; got a mask [2, 2]"),
                error(
                        () -> x.scaledDotProductAttention(x, x, Tensor.zeros(5, 2, 2), false),
                        "scaledDotProductAttention: expects a mask of type BOOL or FLOAT32 that broadcasts to the "
                                + "scores [2, 2], got [5, 2, 2] of type FLOAT32"));
    }

    private static Stream<Arguments> others() {
        return Stream.of(
                error(() -> IMAGE.dropout(1.5, true, new Rng(1)), "dropout: expects p in [0, 1], got 1.5"),
                error(
                        () -> Tensor.zeros(2).pad(0, 1, 1, 1),
                        "pad: expects two numbers for each of at most 1 dimensions of shape [2], the last first, got "
                                + "[1, 1, 1]"),
                error(
                        () -> Tensor.zeros(2).pad(0, Integer.MAX_VALUE, 1),
                        "pad: cannot add 2147483647 and 1 places to dimension 0 of shape [2]"),
                error(
                        () -> Tensor.zeros(2).pad(0, Integer.MIN_VALUE, 0),
                        "pad: cannot add -2147483648 and 0 places to dimension 0 of shape [2]"),
                error(
                        () -> Tensor.zeros(2).pad(0, -1, -2),
                        "pad: cannot add -1 and -2 places to dimension 0 of shape [2]"));
    }

    private static Arguments error(Supplier<Object> call, String message) {
        return Arguments.of(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("errors")
    void namesWhatIsWrong(String message, Supplier<Object> call) {
        assertThatIllegalArgumentException().isThrownBy(call::get).withMessage(message);
    }

    static Stream<Op> convolutionOps() {
        PlaneWindows windows = new PlaneWindows(TWO.over("test", 4, false), TWO.over("test", 4, false));
        Convolution convolution = new Convolution(windows, 1, 2, 3, 1);
        return Stream.of(new Conv2dOp(convolution), new ConvTranspose2dOp(convolution), new ConvWeightOp(convolution));
    }

    @ParameterizedTest
    @MethodSource("convolutionOps")
    void gradientsNeedAForwardPass(Op op) {
        assertThatIllegalStateException()
                .isThrownBy(() -> op.inputGradients(Tensor.zeros(1)))
                .withMessage(op.name() + ": the gradient is asked before the forward pass");
    }
}

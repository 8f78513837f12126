package dev.adjoint.op;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Errors that many ops share: they name the op, what it expects and what came. */
class OpErrorsTest {
    static Stream<Arguments> floatOps() {
        return Stream.of(
                op("abs", Tensor::abs),
                op("sqrt", Tensor::sqrt),
                op("exp", Tensor::exp),
                op("log", Tensor::log),
                op("tanh", Tensor::tanh),
                op("sigmoid", Tensor::sigmoid),
                op("relu", Tensor::relu),
                op("leakyRelu", x -> x.leakyRelu(0.1)),
                op("pow", x -> x.pow(2)),
                op("map", x -> x.map(v -> v)),
                op("mean", x -> x.mean()),
                op("amax", x -> x.amax()),
                op("amin", x -> x.amin()),
                op("argmax", x -> x.argmax(0)),
                op("max", x -> x.max(0).values()),
                op("logSumExp", x -> x.logSumExp()),
                op("softmax", x -> x.softmax(0)),
                op("logSoftmax", x -> x.logSoftmax(0)));
    }

    private static Arguments op(String name, UnaryOperator<Tensor> f) {
        return Arguments.of(name, f);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("floatOps")
    void integersAreRefused(String name, UnaryOperator<Tensor> f) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> f.apply(Tensor.of(1L, 2)))
                .withMessage(name + ": takes FLOAT32 or FLOAT64, got INT64; convert with to(DType.FLOAT32)");
    }

    static Stream<Arguments> pairs() {
        Tensor x = Tensor.zeros(2, 3);
        Tensor shape = Tensor.zeros(4);
        Tensor type = Tensor.zeros(DType.FLOAT64, 3);
        return Stream.of(
                        pair("add", x::add, shape, type),
                        pair("sub", x::sub, shape, type),
                        pair("mul", x::mul, shape, type),
                        pair("div", x::div, shape, type),
                        pair("pow", x::pow, shape, type),
                        pair("maximum", x::maximum, shape, type),
                        pair("minimum", x::minimum, shape, type),
                        pair("eq", x::eq, shape, type),
                        pair("lt", x::lt, shape, type),
                        pair("zip", y -> x.zip(y, (a, b) -> a, (a, b) -> 1, (a, b) -> 0), shape, type),
                        pair("where", y -> Tensor.of(true).where(x, y), shape, type))
                .flatMap(s -> s);
    }

    private static Stream<Arguments> pair(String name, UnaryOperator<Tensor> f, Tensor shape, Tensor type) {
        return Stream.of(
                Arguments.of(
                        name,
                        (Supplier<Tensor>) () -> f.apply(shape),
                        name + ": shapes do not broadcast, left [2, 3] and right [4] differ in dimension -1"),
                Arguments.of(
                        name,
                        (Supplier<Tensor>) () -> f.apply(type),
                        name
                                + ": both tensors must have one type, left is FLOAT32 and right FLOAT64; convert one with to(DType)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void shapesAndTypesMustFit(String name, Supplier<Tensor> call, String message) {
        assertThatIllegalArgumentException().as(name).isThrownBy(call::get).withMessage(message);
    }

    static Stream<Arguments> gradientsBeforeForward() {
        Tensor one = Tensor.of(1.0);
        return Stream.of(
                Arguments.of("exp", (Supplier<Object>) () -> new ExpOp().backward(one)),
                Arguments.of("mul", (Supplier<Object>) () -> new MulOp().inputGradients(one)),
                Arguments.of("pow", (Supplier<Object>) () -> new PowOp().inputGradients(one)),
                Arguments.of("where", (Supplier<Object>) () -> new WhereOp().inputGradients(one)),
                Arguments.of("sum", (Supplier<Object>) () -> new SumOp(false).backward(one)),
                Arguments.of("amax", (Supplier<Object>) () -> new AmaxOp(false).backward(one)),
                Arguments.of("logSumExp", (Supplier<Object>) () -> new LogSumExpOp(false).backward(one)),
                Arguments.of("softmax", (Supplier<Object>) () -> new SoftmaxOp(0).backward(one)),
                Arguments.of("logSoftmax", (Supplier<Object>) () -> new LogSoftmaxOp(0).backward(one)),
                Arguments.of("matmul", (Supplier<Object>) () -> new MatmulOp().inputGradients(one)),
                Arguments.of("linear", (Supplier<Object>) () -> new LinearOp().inputGradients(one)),
                Arguments.of("gather", (Supplier<Object>) () -> new GatherOp(0).inputGradients(one)),
                Arguments.of("scatterAdd", (Supplier<Object>) () -> new ScatterAddOp(0).inputGradients(one)),
                Arguments.of("indexSelect", (Supplier<Object>) () -> new IndexSelectOp(0).inputGradients(one)),
                Arguments.of("slice", (Supplier<Object>) () -> new SliceOp(0, 0, 1, 1).backward(one)),
                Arguments.of("to", (Supplier<Object>) () -> new CastOp(DType.FLOAT32).backward(one)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gradientsBeforeForward")
    void gradientsNeedAForwardPass(String name, Supplier<Object> call) {
        assertThatIllegalStateException()
                .isThrownBy(call::get)
                .withMessageStartingWith(name + ": the ")
                .withMessageEndingWith(" is asked before the forward pass");
    }
}

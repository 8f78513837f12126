package dev.adjoint.op;

import static dev.adjoint.testing.Values.ANY;
import static dev.adjoint.testing.Values.DISTINCT;
import static dev.adjoint.testing.Values.DISTINCT_BETWEEN;
import static dev.adjoint.testing.Values.NOT_ZERO;
import static dev.adjoint.testing.Values.POSITIVE;

import dev.adjoint.DType;
import dev.adjoint.Tensor;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpCase.Input;
import dev.adjoint.testing.Values;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Every differentiable op once, with inputs to hold the laws of {@link dev.adjoint.testing.OpLaws} against. */
final class OpTable {
    private OpTable() {}

    static Stream<OpCase> all() {
        return Stream.of(
                        elementwise(),
                        withNumbers(),
                        binary(),
                        reductions(),
                        shapes(),
                        indexing(),
                        products(),
                        NetworkOpTable.all(),
                        VocabularyOpTable.all())
                .flatMap(List::stream);
    }

    private static List<OpCase> elementwise() {
        return List.of(
                unary("neg", NOT_ZERO, Tensor::neg),
                unary("abs", NOT_ZERO, Tensor::abs),
                unary("square", ANY, Tensor::square),
                unary("sqrt", POSITIVE, Tensor::sqrt),
                unary("reciprocal", NOT_ZERO, Tensor::reciprocal),
                unary("exp", ANY, Tensor::exp),
                unary("log", POSITIVE, Tensor::log),
                unary("tanh", ANY, Tensor::tanh),
                unary("sigmoid", ANY, Tensor::sigmoid),
                unary("relu", NOT_ZERO, Tensor::relu),
                unary("leakyRelu", NOT_ZERO, x -> x.leakyRelu(0.01)),
                unary("leakyRelu, steep", NOT_ZERO, x -> x.leakyRelu(3)),
                unary("map", ANY, x -> x.map(Math::sin, Math::cos, v -> -Math.sin(v))),
                unary("to", ANY, x -> x.to(DType.FLOAT64).mul(2).to(x.dtype())),
                unary("copy", ANY, Tensor::copy),
                unary("contiguous", ANY, Tensor::contiguous));
    }

    private static List<OpCase> withNumbers() {
        return List.of(
                unary("add number", ANY, x -> x.add(1.5)),
                unary("sub number", ANY, x -> x.sub(1.5)),
                unary("rsub number", ANY, x -> x.rsub(1.5)),
                unary("mul number", ANY, x -> x.mul(-0.3)),
                unary("div number", ANY, x -> x.div(-0.3)),
                unary("rdiv number", NOT_ZERO, x -> x.rdiv(2)),
                unary("pow 0", NOT_ZERO, x -> x.pow(0)),
                unary("pow 1", NOT_ZERO, x -> x.pow(1)),
                unary("pow 2", NOT_ZERO, x -> x.pow(2)),
                unary("pow 3", NOT_ZERO, x -> x.pow(3)),
                unary("pow −2", NOT_ZERO, x -> x.pow(-2)),
                unary("pow 2.5", POSITIVE, x -> x.pow(2.5)));
    }

    static OpCase unary(String name, Values values, UnaryOperator<Tensor> f) {
        return new OpCase(name, x -> f.apply(x.get(0)))
                .on(values)
                .on(values, 1)
                .on(values, 19)
                .on(values, 2, 3)
                .on(values, 3, 1, 4)
                .on(values, 0)
                .on(values, 2, 0, 3);
    }

    private static List<OpCase> binary() {
        return List.of(
                binary("add", ANY, ANY, Tensor::add),
                binary("sub", ANY, ANY, Tensor::sub),
                binary("mul", ANY, ANY, Tensor::mul),
                binary("div", ANY, NOT_ZERO, Tensor::div),
                binary("pow", POSITIVE, ANY, Tensor::pow),
                binary("maximum", DISTINCT, DISTINCT_BETWEEN, Tensor::maximum),
                binary("minimum", DISTINCT, DISTINCT_BETWEEN, Tensor::minimum),
                binary("where", ANY, ANY, (x, y) -> Tensor.of(true, false, true).where(x, y)),
                binary("zip", ANY, ANY, (x, y) -> x.zip(y, (a, b) -> a * a * b, (a, b) -> 2 * a * b, (a, b) -> a * a))
                        .once());
    }

    static OpCase binary(String name, Values left, Values right, BinaryOperator<Tensor> f) {
        return new OpCase(name, x -> f.apply(x.get(0), x.get(1)))
                .on(Input.of(left, 3), Input.of(right, 3))
                .on(Input.of(left, 2, 3), Input.of(right, 2, 3))
                .on(Input.of(left, 2, 3), Input.of(right, 3))
                .on(Input.of(left, 2, 1), Input.of(right, 3))
                .on(Input.of(left), Input.of(right, 2, 3))
                .on(Input.of(left, 2, 2, 3), Input.of(right))
                .on(Input.of(left, 1, 2, 1), Input.of(right, 2, 1, 3))
                .on(Input.of(left, 0, 3), Input.of(right, 3))
                .on(Input.of(left, 0, 1), Input.of(right, 1, 3));
    }

    private static List<OpCase> reductions() {
        return List.of(
                one("sum", Tensor::sum).on(ANY).on(ANY, 0).on(ANY, 19).on(ANY, 2, 3, 2),
                one("sum, first", x -> x.sum(0)).on(ANY, 4, 3).on(ANY, 0, 3).on(ANY, 3, 0),
                one("sum, last kept", x -> x.sum(true, -1)).on(ANY, 3, 4).on(ANY, 2, 0),
                one("sum, with a gap", x -> x.sum(0, 2)).on(ANY, 2, 3, 2),
                one("sumTo", x -> x.sumTo(Tensor.zeros(3, 1).shape()))
                        .on(ANY, 2, 3, 4)
                        .on(ANY, 3, 1),
                one("mean", Tensor::mean).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                one("mean, kept", x -> x.mean(true, 1)).on(ANY, 2, 3, 2),
                one("amax", Tensor::amax).on(DISTINCT).on(DISTINCT, 7).on(DISTINCT, 2, 3),
                one("amax, middle", x -> x.amax(1)).on(DISTINCT, 2, 3, 2).on(DISTINCT, 0, 3, 2),
                one("amin, kept", x -> x.amin(true, 0, 2)).on(DISTINCT, 2, 3, 2),
                one("max values", x -> x.max(1).values()).on(DISTINCT, 2, 3, 2).on(DISTINCT, 4, 3),
                one("min values", x -> x.min(-1).values()).on(DISTINCT, 7).on(DISTINCT, 3, 2),
                one("logSumExp", Tensor::logSumExp).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                one("logSumExp, first kept", x -> x.logSumExp(true, 0))
                        .on(ANY, 4, 3)
                        .on(ANY, 2, 3, 2),
                one("softmax", x -> x.softmax(-1))
                        .on(ANY)
                        .on(ANY, 5)
                        .on(ANY, 3, 4)
                        .on(ANY, 2, 0),
                one("softmax, first", x -> x.softmax(0)).on(ANY, 3, 4).on(ANY, 2, 3, 2),
                one("logSoftmax", x -> x.logSoftmax(-1))
                        .on(ANY)
                        .on(ANY, 5)
                        .on(ANY, 3, 4)
                        .on(ANY, 0, 4),
                one("logSoftmax, middle", x -> x.logSoftmax(1)).on(ANY, 2, 3, 2));
    }

    private static List<OpCase> shapes() {
        return List.of(
                one("reshape", x -> x.reshape(3, -1)).on(ANY, 2, 3).on(ANY, 6).on(ANY, 3, 2, 2),
                one("flatten", x -> x.flatten()).on(ANY).on(ANY, 2, 3).on(ANY, 0, 3),
                one("flatten, last two", x -> x.flatten(-2, -1)).on(ANY, 2, 3, 2),
                one("unsqueeze", x -> x.unsqueeze(-1)).on(ANY).on(ANY, 3).on(ANY, 2, 3),
                one("squeeze", x -> x.squeeze()).on(ANY, 1, 3, 1),
                one("permute", x -> x.permute(2, 0, 1)).on(ANY, 2, 3, 4).on(ANY, 2, 0, 3),
                one("transpose", x -> x.transpose(0, -1)).on(ANY, 2, 3).on(ANY, 2, 3, 2),
                one("t", Tensor::t).on(ANY, 2, 3),
                one("expand", x -> x.expand(2, 3, 4)).on(ANY, 3, 1).on(ANY).on(ANY, 2, 1, 4),
                one("slice", x -> x.slice(-1, 1, 100, 2))
                        .on(ANY, 6)
                        .on(ANY, 2, 5)
                        .on(ANY, 2, 1),
                one("narrow", x -> x.narrow(0, 1, 2)).on(ANY, 3).on(ANY, 4, 2),
                one("select", x -> x.select(1, -1)).on(ANY, 2, 3).on(ANY, 2, 3, 2),
                new OpCase("concat", x -> Tensor.concat(1, x.toArray(Tensor[]::new)))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 2, 1), Input.of(ANY, 2, 0))
                        .on(Input.of(ANY, 2, 1, 2), Input.of(ANY, 2, 2, 2)),
                new OpCase("stack", x -> Tensor.stack(-1, x.toArray(Tensor[]::new)))
                        .on(Input.of(ANY), Input.of(ANY))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 2, 3)));
    }

    private static List<OpCase> indexing() {
        Tensor twice = Tensor.of(2L, 0L, 2L, 1L);
        Tensor columns = Tensor.of(new long[][] {{0, 2, 2}, {1, 0, 1}});
        return List.of(
                one("gather", x -> x.gather(1, columns)).on(ANY, 2, 3).on(ANY, 4, 3),
                one("gather, first", x -> x.gather(0, columns)).on(ANY, 3, 3).on(ANY, 3, 5),
                one("indexSelect", x -> x.indexSelect(0, twice))
                        .on(ANY, 3)
                        .on(ANY, 3, 2)
                        .on(ANY, 3, 0),
                one("indexSelect, middle", x -> x.indexSelect(1, twice)).on(ANY, 2, 3, 2),
                new OpCase("scatterAdd", x -> x.get(0).scatterAdd(1, columns, x.get(1)))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 2, 3))
                        .on(Input.of(ANY, 3, 4), Input.of(ANY, 3, 5)));
    }

    private static List<OpCase> products() {
        return List.of(
                new OpCase("matmul", x -> x.get(0).matmul(x.get(1)))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 3, 4))
                        .on(Input.of(ANY, 3), Input.of(ANY, 3))
                        .on(Input.of(ANY, 3), Input.of(ANY, 3, 2))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 3))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 3))
                        .on(Input.of(ANY, 3), Input.of(ANY, 2, 3, 2))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 3, 2))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 2, 3, 2))
                        .on(Input.of(ANY, 2, 1, 2, 3), Input.of(ANY, 3, 3, 2))
                        .on(Input.of(ANY, 2, 0), Input.of(ANY, 0, 3))
                        .on(Input.of(ANY, 0, 2), Input.of(ANY, 2, 3))
                        .on(Input.of(ANY, 20, 17), Input.of(ANY, 17, 33)),
                new OpCase("linear", x -> x.get(0).linear(x.get(1), x.get(2)))
                        .on(Input.of(ANY, 4, 3), Input.of(ANY, 2, 3), Input.of(ANY, 2))
                        .on(Input.of(ANY, 3), Input.of(ANY, 2, 3), Input.of(ANY, 2))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 2, 3), Input.of(ANY, 2))
                        .on(Input.of(ANY, 0, 3), Input.of(ANY, 2, 3), Input.of(ANY, 2))
                        .on(Input.of(ANY, 19, 18), Input.of(ANY, 35, 18), Input.of(ANY, 35)),
                new OpCase("linear without bias", x -> x.get(0).linear(x.get(1), null))
                        .on(Input.of(ANY, 4, 3), Input.of(ANY, 2, 3)),
                new OpCase(
                                "a small network",
                                x -> x.get(0)
                                        .linear(x.get(1), x.get(2))
                                        .tanh()
                                        .matmul(x.get(3))
                                        .logSoftmax(-1)
                                        .mean())
                        .on(Input.of(ANY, 4, 3), Input.of(ANY, 5, 3), Input.of(ANY, 5), Input.of(ANY, 5, 2)));
    }

    /** Starts a case of one input; the samples follow. */
    static OpCase one(String name, UnaryOperator<Tensor> f) {
        return new OpCase(name, x -> f.apply(x.get(0)));
    }
}

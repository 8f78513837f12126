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
import java.util.List;
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
                OpCase.elementwise("neg", NOT_ZERO, Tensor::neg),
                OpCase.elementwise("abs", NOT_ZERO, Tensor::abs),
                OpCase.elementwise("square", ANY, Tensor::square),
                OpCase.elementwise("sqrt", POSITIVE, Tensor::sqrt),
                OpCase.elementwise("reciprocal", NOT_ZERO, Tensor::reciprocal),
                OpCase.elementwise("exp", ANY, Tensor::exp),
                OpCase.elementwise("log", POSITIVE, Tensor::log),
                OpCase.elementwise("tanh", ANY, Tensor::tanh),
                OpCase.elementwise("sigmoid", ANY, Tensor::sigmoid),
                OpCase.elementwise("relu", NOT_ZERO, Tensor::relu),
                OpCase.elementwise("leakyRelu", NOT_ZERO, x -> x.leakyRelu(0.01)),
                OpCase.elementwise("leakyRelu, steep", NOT_ZERO, x -> x.leakyRelu(3)),
                OpCase.elementwise("map", ANY, x -> x.map(v -> v * v * v, v -> 3 * v * v, v -> 6 * v)),
                OpCase.elementwise("to", ANY, x -> x.to(DType.FLOAT64).mul(2).to(x.dtype())),
                OpCase.elementwise("copy", ANY, Tensor::copy),
                OpCase.elementwise("contiguous", ANY, Tensor::contiguous));
    }

    private static List<OpCase> withNumbers() {
        return List.of(
                OpCase.elementwise("add number", ANY, x -> x.add(1.5)),
                OpCase.elementwise("sub number", ANY, x -> x.sub(1.5)),
                OpCase.elementwise("rsub number", ANY, x -> x.rsub(1.5)),
                OpCase.elementwise("mul number", ANY, x -> x.mul(-0.3)),
                OpCase.elementwise("div number", ANY, x -> x.div(-0.3)),
                OpCase.elementwise("rdiv number", NOT_ZERO, x -> x.rdiv(2)),
                OpCase.elementwise("pow 0", NOT_ZERO, x -> x.pow(0)),
                OpCase.elementwise("pow 1", NOT_ZERO, x -> x.pow(1)),
                OpCase.elementwise("pow 2", NOT_ZERO, x -> x.pow(2)),
                OpCase.elementwise("pow 3", NOT_ZERO, x -> x.pow(3)),
                OpCase.elementwise("pow −2", NOT_ZERO, x -> x.pow(-2)),
                OpCase.elementwise("pow 2.5", POSITIVE, x -> x.pow(2.5)));
    }

    private static List<OpCase> binary() {
        return List.of(
                OpCase.elementwise("add", ANY, ANY, Tensor::add),
                OpCase.elementwise("sub", ANY, ANY, Tensor::sub),
                OpCase.elementwise("mul", ANY, ANY, Tensor::mul),
                OpCase.elementwise("div", ANY, NOT_ZERO, Tensor::div),
                OpCase.elementwise("pow", POSITIVE, ANY, Tensor::pow),
                OpCase.elementwise("maximum", DISTINCT, DISTINCT_BETWEEN, Tensor::maximum),
                OpCase.elementwise("minimum", DISTINCT, DISTINCT_BETWEEN, Tensor::minimum),
                OpCase.elementwise(
                        "where",
                        ANY,
                        ANY,
                        (x, y) -> Tensor.of(true, false, true).where(x, y)),
                OpCase.elementwise(
                                "zip",
                                ANY,
                                ANY,
                                (x, y) -> x.zip(y, (a, b) -> a * a * b, (a, b) -> 2 * a * b, (a, b) -> a * a))
                        .once());
    }

    private static List<OpCase> reductions() {
        return List.of(
                OpCase.of("sum", Tensor::sum).on(ANY).on(ANY, 0).on(ANY, 19).on(ANY, 2, 3, 2),
                OpCase.of("sum, first", x -> x.sum(0))
                        .on(ANY, 4, 3)
                        .on(ANY, 0, 3)
                        .on(ANY, 3, 0),
                OpCase.of("sum, last kept", x -> x.sum(true, -1)).on(ANY, 3, 4).on(ANY, 2, 0),
                OpCase.of("sum, with a gap", x -> x.sum(0, 2)).on(ANY, 2, 3, 2),
                OpCase.of("sumTo", x -> x.sumTo(Tensor.zeros(3, 1).shape()))
                        .on(ANY, 2, 3, 4)
                        .on(ANY, 3, 1),
                OpCase.of("mean", Tensor::mean).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                OpCase.of("mean, kept", x -> x.mean(true, 1)).on(ANY, 2, 3, 2),
                OpCase.of("amax", Tensor::amax).on(DISTINCT).on(DISTINCT, 7).on(DISTINCT, 2, 3),
                OpCase.of("amax, middle", x -> x.amax(1)).on(DISTINCT, 2, 3, 2).on(DISTINCT, 0, 3, 2),
                OpCase.of("amin, kept", x -> x.amin(true, 0, 2)).on(DISTINCT, 2, 3, 2),
                OpCase.of("max values", x -> x.max(1).values())
                        .on(DISTINCT, 2, 3, 2)
                        .on(DISTINCT, 4, 3),
                OpCase.of("min values", x -> x.min(-1).values()).on(DISTINCT, 7).on(DISTINCT, 3, 2),
                OpCase.of("logSumExp", Tensor::logSumExp).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                OpCase.of("logSumExp, first kept", x -> x.logSumExp(true, 0))
                        .on(ANY, 4, 3)
                        .on(ANY, 2, 3, 2),
                OpCase.of("softmax", x -> x.softmax(-1))
                        .on(ANY)
                        .on(ANY, 5)
                        .on(ANY, 3, 4)
                        .on(ANY, 2, 0),
                OpCase.of("softmax, first", x -> x.softmax(0)).on(ANY, 3, 4).on(ANY, 2, 3, 2),
                OpCase.of("logSoftmax", x -> x.logSoftmax(-1))
                        .on(ANY)
                        .on(ANY, 5)
                        .on(ANY, 3, 4)
                        .on(ANY, 0, 4),
                OpCase.of("logSoftmax, middle", x -> x.logSoftmax(1)).on(ANY, 2, 3, 2));
    }

    private static List<OpCase> shapes() {
        return List.of(
                OpCase.of("reshape", x -> x.reshape(3, -1))
                        .on(ANY, 2, 3)
                        .on(ANY, 6)
                        .on(ANY, 3, 2, 2),
                OpCase.of("flatten", x -> x.flatten()).on(ANY).on(ANY, 2, 3).on(ANY, 0, 3),
                OpCase.of("flatten, last two", x -> x.flatten(-2, -1)).on(ANY, 2, 3, 2),
                OpCase.of("unsqueeze", x -> x.unsqueeze(-1)).on(ANY).on(ANY, 3).on(ANY, 2, 3),
                OpCase.of("squeeze", x -> x.squeeze()).on(ANY, 1, 3, 1),
                OpCase.of("permute", x -> x.permute(2, 0, 1)).on(ANY, 2, 3, 4).on(ANY, 2, 0, 3),
                OpCase.of("transpose", x -> x.transpose(0, -1)).on(ANY, 2, 3).on(ANY, 2, 3, 2),
                OpCase.of("t", Tensor::t).on(ANY, 2, 3),
                OpCase.of("expand", x -> x.expand(2, 3, 4))
                        .on(ANY, 3, 1)
                        .on(ANY)
                        .on(ANY, 2, 1, 4),
                OpCase.of("slice", x -> x.slice(-1, 1, 100, 2))
                        .on(ANY, 6)
                        .on(ANY, 2, 5)
                        .on(ANY, 2, 1),
                OpCase.of("narrow", x -> x.narrow(0, 1, 2)).on(ANY, 3).on(ANY, 4, 2),
                OpCase.of("select", x -> x.select(1, -1)).on(ANY, 2, 3).on(ANY, 2, 3, 2),
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
                OpCase.of("gather", x -> x.gather(1, columns)).on(ANY, 2, 3).on(ANY, 4, 3),
                OpCase.of("gather, first", x -> x.gather(0, columns))
                        .on(ANY, 3, 3)
                        .on(ANY, 3, 5),
                OpCase.of("indexSelect", x -> x.indexSelect(0, twice))
                        .on(ANY, 3)
                        .on(ANY, 3, 2)
                        .on(ANY, 3, 0),
                OpCase.of("indexSelect, middle", x -> x.indexSelect(1, twice)).on(ANY, 2, 3, 2),
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
}

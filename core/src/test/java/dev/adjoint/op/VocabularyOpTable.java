package dev.adjoint.op;

import static dev.adjoint.testing.Values.ANY;
import static dev.adjoint.testing.Values.DISTINCT;
import static dev.adjoint.testing.Values.NOT_ZERO;
import static dev.adjoint.testing.Values.POSITIVE;

import dev.adjoint.Tensor;
import dev.adjoint.testing.OpCase;
import dev.adjoint.testing.OpCase.Input;
import java.util.List;
import java.util.stream.Stream;

/** Rows of {@link OpTable}: activations, statistics, rearrangements, and products by other names. */
final class VocabularyOpTable {
    private VocabularyOpTable() {}

    static List<OpCase> all() {
        return Stream.of(functions(), activations(), reductions(), rearrangements(), products())
                .flatMap(List::stream)
                .toList();
    }

    private static List<OpCase> functions() {
        return List.of(
                OpTable.unary("sign", NOT_ZERO, Tensor::sign),
                OpTable.unary("expm1", ANY, Tensor::expm1),
                OpTable.unary("log1p", POSITIVE, Tensor::log1p),
                OpTable.unary("rsqrt", POSITIVE, Tensor::rsqrt),
                OpTable.unary("sin", ANY, Tensor::sin),
                OpTable.unary("cos", ANY, Tensor::cos),
                OpTable.unary("tan", ANY, x -> x.mul(0.3).tan()),
                OpTable.unary("erf", ANY, Tensor::erf),
                OpTable.unary("rpow", ANY, x -> x.rpow(1.7)),
                OpTable.unary("clamp", ANY, x -> x.clamp(-0.77, 1.05)),
                OpTable.binary("atan2", POSITIVE, NOT_ZERO, Tensor::atan2),
                OpTable.binary("lerp", ANY, ANY, (x, y) -> x.lerp(y, 0.3)),
                OpTable.binary("lerp by tensor", ANY, ANY, (x, y) -> x.lerp(y.add(1), y)),
                OpTable.binary(
                        "maskedFill", ANY, ANY, (x, y) -> x.mul(y).maskedFill(Tensor.of(true, false, true), 0.5)));
    }

    private static List<OpCase> activations() {
        return List.of(
                OpTable.unary("hardtanh", ANY, x -> x.hardtanh(-0.77, 1.05)),
                OpTable.unary("relu6", NOT_ZERO, Tensor::relu6),
                OpTable.unary("hardsigmoid", ANY, Tensor::hardsigmoid),
                OpTable.unary("hardswish", ANY, Tensor::hardswish),
                OpTable.unary("elu", NOT_ZERO, x -> x.elu(0.7)),
                OpTable.unary("selu", NOT_ZERO, Tensor::selu),
                OpTable.unary("celu", NOT_ZERO, x -> x.celu(0.75)),
                OpTable.unary("softplus", ANY, Tensor::softplus),
                OpTable.unary("softplus, beta", ANY, x -> x.softplus(2.5, 20)),
                OpTable.unary("logSigmoid", ANY, Tensor::logSigmoid),
                OpTable.unary("softsign", NOT_ZERO, Tensor::softsign),
                OpTable.unary("silu", ANY, Tensor::silu),
                OpTable.unary("mish", ANY, Tensor::mish),
                OpTable.unary("gelu", ANY, Tensor::gelu),
                OpTable.unary("geluTanh", ANY, Tensor::geluTanh),
                OpTable.unary("tanhshrink", ANY, Tensor::tanhshrink),
                OpTable.unary("softshrink", NOT_ZERO, x -> x.softshrink(0.03)),
                OpTable.unary("hardshrink", NOT_ZERO, x -> x.hardshrink(0.03)),
                new OpCase("prelu", x -> x.get(0).prelu(x.get(1)))
                        .on(Input.of(NOT_ZERO, 5), Input.of(ANY, 1))
                        .on(Input.of(NOT_ZERO, 2, 3), Input.of(ANY, 3))
                        .on(Input.of(NOT_ZERO, 2, 3, 2), Input.of(ANY, 3)));
    }

    private static List<OpCase> reductions() {
        return List.of(
                OpTable.one("prod", Tensor::prod).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                OpTable.one("prod, middle", x -> x.prod(1)).on(ANY, 2, 3, 2).on(ANY, 2, 0, 2),
                OpTable.one("var", x -> x.var(true, false)).on(ANY, 5).on(ANY, 2, 3),
                OpTable.one("var, biased, kept", x -> x.var(false, true, 0)).on(ANY, 4, 3),
                OpTable.one("std", x -> x.std(true, false, -1)).on(DISTINCT, 2, 4),
                OpTable.one("norm", Tensor::norm).on(NOT_ZERO, 5).on(NOT_ZERO, 2, 3),
                OpTable.one("norm 1", x -> x.norm(1, false, 0)).on(NOT_ZERO, 4, 3),
                OpTable.one("norm 3", x -> x.norm(3, true, -1)).on(NOT_ZERO, 2, 4),
                OpTable.one("norm 0.5", x -> x.norm(0.5, false)).on(NOT_ZERO, 4),
                OpTable.one("norm -2", x -> x.norm(-2, false, 0)).on(NOT_ZERO, 4, 3),
                OpTable.one("norm infinite", x -> x.add(100).norm(Double.POSITIVE_INFINITY, false, 1))
                        .on(DISTINCT, 2, 4),
                OpTable.one("cumsum", x -> x.cumsum(-1)).on(ANY).on(ANY, 5).on(ANY, 2, 3),
                OpTable.one("cumsum, first", x -> x.cumsum(0)).on(ANY, 4, 3).on(ANY, 0, 3),
                OpTable.one("cumprod", x -> x.cumprod(1)).on(ANY, 2, 5).on(ANY, 2, 3, 2));
    }

    private static List<OpCase> rearrangements() {
        Tensor index = Tensor.of(new long[][] {{0}, {2}});
        return List.of(
                OpTable.one("flip", x -> x.flip(0, -1))
                        .on(ANY, 2, 3)
                        .on(ANY, 2, 1, 3)
                        .on(ANY, 0, 2),
                OpTable.one("roll", x -> x.roll(new int[] {1, -2}, 0, 1))
                        .on(ANY, 2, 3)
                        .on(ANY, 3, 4, 2),
                OpTable.one("repeat", x -> x.repeat(2, 1, 3))
                        .on(ANY, 2)
                        .on(ANY, 2, 3)
                        .on(ANY),
                OpTable.one("tril", x -> x.tril(-1)).on(ANY, 3, 3).on(ANY, 2, 3, 4),
                OpTable.one("triu", x -> x.triu(1)).on(ANY, 3, 3).on(ANY, 2, 4, 3),
                OpTable.one("diagonal", x -> x.diagonal(1, 0, -1)).on(ANY, 3, 4).on(ANY, 3, 2, 3),
                OpTable.one("split", x -> x.split(0, 1, 2).get(1)).on(ANY, 3).on(ANY, 3, 2),
                OpTable.one("chunk", x -> x.chunk(-1, 2).get(0)).on(ANY, 5).on(ANY, 2, 3),
                OpTable.one("sort values", x -> x.sort(-1, true).values())
                        .on(DISTINCT, 5)
                        .on(DISTINCT, 2, 4),
                OpTable.one("topk values", x -> x.topk(2, 0, false).values())
                        .on(DISTINCT, 5)
                        .on(DISTINCT, 3, 2),
                OpTable.one("takeAlongDim", x -> x.takeAlongDim(index, 1))
                        .on(ANY, 2, 3)
                        .on(ANY, 1, 4),
                OpTable.one("embedding", x -> x.embedding(index)).on(ANY, 3, 2));
    }

    private static List<OpCase> products() {
        return List.of(
                new OpCase("dot", x -> x.get(0).dot(x.get(1))).on(Input.of(ANY, 4), Input.of(ANY, 4)),
                new OpCase("outer", x -> x.get(0).outer(x.get(1))).on(Input.of(ANY, 2), Input.of(ANY, 3)),
                new OpCase("addmm", x -> x.get(0).addmm(x.get(1), x.get(2), 0.5, 2))
                        .on(Input.of(ANY, 4), Input.of(ANY, 2, 3), Input.of(ANY, 3, 4)),
                OpTable.one("einsum, trace", x -> Tensor.einsum("ii->", x)).on(ANY, 3, 3),
                OpTable.one("einsum, transpose", x -> Tensor.einsum("...ij->...ji", x))
                        .on(ANY, 2, 3)
                        .on(ANY, 2, 3, 2),
                new OpCase("einsum, matrix product", x -> Tensor.einsum("ij,jk", x.get(0), x.get(1)))
                        .on(Input.of(ANY, 2, 3), Input.of(ANY, 3, 4)),
                new OpCase("einsum, batched", x -> Tensor.einsum("bij,bjk->bki", x.get(0), x.get(1)))
                        .on(Input.of(ANY, 2, 2, 3), Input.of(ANY, 2, 3, 4))
                        .on(Input.of(ANY, 1, 2, 3), Input.of(ANY, 2, 3, 4)),
                new OpCase("einsum, three", x -> Tensor.einsum("i,ij,j->", x.get(0), x.get(1), x.get(2)))
                        .on(Input.of(ANY, 2), Input.of(ANY, 2, 3), Input.of(ANY, 3)));
    }
}

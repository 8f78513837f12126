package dev.adjoint.nn.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.Rng;
import dev.adjoint.Shape;
import dev.adjoint.Tensor;

/** {@code random.json}: calls in order on one generator, the thread's default. */
final class RandomSuite implements Suite {
    @Override
    public void run(Case one) {
        Rng.seed(Json.integer(one.node("seed")));
        int number = 0;
        for (JsonNode json : one.node("calls")) {
            Case call = new Case(json);
            String what = "call " + number++ + ", " + call.text("fn");
            call.tolerance().check(what, draw(call.text("fn"), call.attrs()), Json.tensor(call.node("output")));
        }
    }

    private static Tensor draw(String fn, Attributes at) {
        Rng rng = Rng.current();
        return switch (fn) {
            case "rand" -> Tensor.rand(rng, at.dtype(), at.integers("size"));
            case "randn" -> Tensor.randn(rng, at.dtype(), at.integers("size"));
            case "uniform_" -> Tensor.uniform(rng, at.dtype(), at.number("from"), at.number("to"), at.integers("size"));
            case "normal_" -> Tensor.normal(rng, at.dtype(), at.number("mean"), at.number("std"), at.integers("size"));
            case "randint" -> Tensor.randint(at.longInteger("low"), at.longInteger("high"), at.integers("size"));
            case "random_" -> {
                Shape shape = Shape.of(at.integers("size"));
                long[] values = new long[shape.size()];
                rng.random(values);
                yield Tensor.wrap(values, shape);
            }
            case "randperm" -> Tensor.randperm(at.integer("n"));
            default -> throw new IllegalArgumentException("random: unknown function " + fn);
        };
    }
}

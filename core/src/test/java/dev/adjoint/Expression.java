package dev.adjoint;

import java.util.List;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.analysis.differentiation.DerivativeStructure;

/**
 * A smooth function of several variables, written twice: in tensors, and in Commons Math's numbers that carry all their
 * derivatives forward.
 *
 * @param text how it reads
 * @param tensor its value, a scalar, for a vector of variables
 * @param oracle its value for the same variables
 */
record Expression(String text, UnaryOperator<Tensor> tensor, Oracle oracle) {
    interface Oracle {
        DerivativeStructure of(DerivativeStructure[] x);
    }

    private record Unary(String name, UnaryOperator<Tensor> tensor, UnaryOperator<DerivativeStructure> oracle) {}

    private record Binary(String name, BinaryOperator<Tensor> tensor, BinaryOperator<DerivativeStructure> oracle) {}

    /** Those of partial domain are made whole: {@code x²+1} is positive. */
    private static final List<Unary> UNARY = List.of(
            new Unary("-", Tensor::neg, DerivativeStructure::negate),
            new Unary("exp(sin)", e -> e.sin().exp(), e -> e.sin().exp()),
            new Unary("exp(tanh)", e -> e.tanh().exp(), e -> e.tanh().exp()),
            new Unary("sin", Tensor::sin, DerivativeStructure::sin),
            new Unary("cos", Tensor::cos, DerivativeStructure::cos),
            new Unary("tanh", Tensor::tanh, DerivativeStructure::tanh),
            new Unary(
                    "log(1+²)",
                    e -> e.square().add(1).log(),
                    e -> e.pow(2).add(1).log()),
            new Unary(
                    "sqrt(1+²)",
                    e -> e.mul(e).add(1).sqrt(),
                    e -> e.multiply(e).add(1).sqrt()),
            new Unary("³", e -> e.pow(3), e -> e.pow(3)),
            new Unary(
                    "(1+²)^-0.7",
                    e -> e.square().add(1).pow(-0.7),
                    e -> e.pow(2).add(1).pow(-0.7)));

    private static final List<Binary> BINARY = List.of(
            new Binary("+", Tensor::add, DerivativeStructure::add),
            new Binary("-", Tensor::sub, DerivativeStructure::subtract),
            new Binary("*", Tensor::mul, DerivativeStructure::multiply),
            new Binary(
                    "/(2+sin)",
                    (a, b) -> a.div(b.sin().add(2)),
                    (a, b) -> a.divide(b.sin().add(2))),
            new Binary(
                    "(1+²)^sin",
                    (a, b) -> a.square().add(1).pow(b.sin()),
                    (a, b) -> a.pow(2).add(1).pow(b.sin())));

    /** Draws an expression of the given depth. */
    static Expression random(Random random, int variables, int depth) {
        if (depth == 0) {
            int i = random.nextInt(variables);
            return new Expression("x" + i, x -> x.select(0, i), x -> x[i]);
        }
        Expression a = random(random, variables, depth - 1);
        if (random.nextBoolean()) {
            Unary f = UNARY.get(random.nextInt(UNARY.size()));
            return new Expression(
                    f.name + "(" + a.text + ")",
                    x -> f.tensor.apply(a.tensor.apply(x)),
                    x -> f.oracle.apply(a.oracle.of(x)));
        }
        Expression b = random(random, variables, random.nextInt(depth));
        Binary f = BINARY.get(random.nextInt(BINARY.size()));
        return new Expression(
                "(" + a.text + " " + f.name + " " + b.text + ")",
                x -> f.tensor.apply(a.tensor.apply(x), b.tensor.apply(x)),
                x -> f.oracle.apply(a.oracle.of(x), b.oracle.of(x)));
    }

    /** Returns value and derivatives up to the second order at a point. */
    DerivativeStructure at(double... point) {
        DerivativeStructure[] x = new DerivativeStructure[point.length];
        for (int i = 0; i < point.length; i++) {
            x[i] = new DerivativeStructure(point.length, 2, i, point[i]);
        }
        return oracle.of(x);
    }
}

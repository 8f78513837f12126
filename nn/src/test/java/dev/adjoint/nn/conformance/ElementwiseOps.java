package dev.adjoint.nn.conformance;

import dev.adjoint.Tensor;
import java.util.function.BinaryOperator;

/** Functions of each element, comparisons and logic. */
final class ElementwiseOps {
    private ElementwiseOps() {}

    static void addTo(OpTable table) {
        table.unary("neg", Tensor::neg);
        table.unary("abs", Tensor::abs);
        table.unary("exp", Tensor::exp);
        table.unary("log", Tensor::log);
        table.unary("sqrt", Tensor::sqrt);
        table.unary("reciprocal", Tensor::reciprocal);
        table.unary("square", Tensor::square);
        table.unary("tanh", Tensor::tanh);
        table.unary("sigmoid", Tensor::sigmoid);
        table.unary("relu", Tensor::relu);
        addActivations(table);
        table.unary("sign", Tensor::sign);
        table.unary("expm1", Tensor::expm1);
        table.unary("log1p", Tensor::log1p);
        table.unary("rsqrt", Tensor::rsqrt);
        table.unary("sin", Tensor::sin);
        table.unary("cos", Tensor::cos);
        table.unary("tan", Tensor::tan);
        table.unary("erf", Tensor::erf);
        table.unary("isnan", Tensor::isNan);
        table.unary("isinf", Tensor::isInf);
        table.unary("isfinite", Tensor::isFinite);
        table.binary("atan2", Tensor::atan2);
        table.add(
                "clamp",
                (in, at) -> in.x()
                        .clamp(
                                at.has("min") ? at.number("min") : Double.NEGATIVE_INFINITY,
                                at.has("max") ? at.number("max") : Double.POSITIVE_INFINITY));
        table.add(
                "lerp",
                (in, at) -> in.has("weight")
                        ? in.x().lerp(in.y(), in.get("weight"))
                        : in.x().lerp(in.y(), at.number("weight")));
        table.add("masked_fill", (in, at) -> in.x().maskedFill(in.get("mask"), at.number("value")));
        table.add("leaky_relu", (in, at) -> in.x().leakyRelu(at.number("negative_slope")));
        table.add("pow", ElementwiseOps::pow);

        withNumber(table, "add", Tensor::add, Tensor::add);
        withNumber(table, "sub", Tensor::sub, Tensor::sub);
        withNumber(table, "mul", Tensor::mul, Tensor::mul);
        withNumber(table, "div", Tensor::div, Tensor::div);
        table.binary("maximum", Tensor::maximum);
        table.binary("minimum", Tensor::minimum);
        table.add("where", (in, at) -> in.get("condition").where(in.x(), in.y()));

        withNumber(table, "eq", Tensor::eq, Tensor::eq);
        withNumber(table, "ne", Tensor::ne, Tensor::ne);
        withNumber(table, "lt", Tensor::lt, Tensor::lt);
        withNumber(table, "le", Tensor::le, Tensor::le);
        withNumber(table, "gt", Tensor::gt, Tensor::gt);
        withNumber(table, "ge", Tensor::ge, Tensor::ge);
        table.unary("logical_not", Tensor::logicalNot);
        table.binary("logical_and", Tensor::logicalAnd);
        table.binary("logical_or", Tensor::logicalOr);
        table.binary("logical_xor", Tensor::logicalXor);
    }

    private interface NumberOp {
        Tensor apply(Tensor x, double number);
    }

    /** Adds an op whose second operand is the tensor {@code y} or the number {@code other}. */
    private static void withNumber(OpTable table, String name, BinaryOperator<Tensor> op, NumberOp numberOp) {
        table.add(
                name, (in, at) -> in.has("y") ? op.apply(in.x(), in.y()) : numberOp.apply(in.x(), at.number("other")));
    }

    private static Tensor pow(Inputs in, Attributes at) {
        if (at.has("base")) {
            return Tensor.scalar(in.x().dtype(), at.number("base")).pow(in.x());
        }
        return in.has("y") ? in.x().pow(in.y()) : in.x().pow(at.number("exponent"));
    }

    private static void addActivations(OpTable table) {
        table.unary("selu", Tensor::selu);
        table.unary("silu", Tensor::silu);
        table.unary("mish", Tensor::mish);
        table.unary("softsign", Tensor::softsign);
        table.unary("relu6", Tensor::relu6);
        table.unary("hardsigmoid", Tensor::hardsigmoid);
        table.unary("hardswish", Tensor::hardswish);
        table.unary("logsigmoid", Tensor::logSigmoid);
        table.unary("tanhshrink", Tensor::tanhshrink);
        table.add("elu", (in, at) -> in.x().elu(at.number("alpha")));
        table.add("celu", (in, at) -> in.x().celu(at.number("alpha")));
        table.add(
                "gelu",
                (in, at) -> at.text("approximate").equals("tanh")
                        ? in.x().geluTanh()
                        : in.x().gelu());
        table.add("softplus", (in, at) -> in.x().softplus(at.number("beta"), at.number("threshold")));
        table.add("hardtanh", (in, at) -> in.x().hardtanh(at.number("min_val"), at.number("max_val")));
        table.add("softshrink", (in, at) -> in.x().softshrink(at.number("lambd")));
        table.add("hardshrink", (in, at) -> in.x().hardshrink(at.number("lambd")));
        table.add("prelu", (in, at) -> in.x().prelu(in.get("weight")));
    }
}

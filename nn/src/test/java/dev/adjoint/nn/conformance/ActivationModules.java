package dev.adjoint.nn.conformance;

import dev.adjoint.nn.Celu;
import dev.adjoint.nn.Elu;
import dev.adjoint.nn.Gelu;
import dev.adjoint.nn.Hardshrink;
import dev.adjoint.nn.Hardsigmoid;
import dev.adjoint.nn.Hardswish;
import dev.adjoint.nn.Hardtanh;
import dev.adjoint.nn.Layer;
import dev.adjoint.nn.LeakyRelu;
import dev.adjoint.nn.LogSigmoid;
import dev.adjoint.nn.LogSoftmax;
import dev.adjoint.nn.Mish;
import dev.adjoint.nn.PRelu;
import dev.adjoint.nn.Relu;
import dev.adjoint.nn.Relu6;
import dev.adjoint.nn.Selu;
import dev.adjoint.nn.Sigmoid;
import dev.adjoint.nn.Silu;
import dev.adjoint.nn.Softmax;
import dev.adjoint.nn.Softplus;
import dev.adjoint.nn.Softshrink;
import dev.adjoint.nn.Softsign;
import dev.adjoint.nn.Tanh;
import dev.adjoint.nn.Tanhshrink;
import java.util.Locale;
import java.util.function.Function;

/** Activations; ReLU and LeakyReLU with PyTorch's derivative at 0. */
final class ActivationModules {
    private ActivationModules() {}

    static void addTo(ModuleTable table) {
        add(table, "ReLU", at -> new Relu(0));
        add(table, "LeakyReLU", at -> {
            double slope = at.number("negative_slope", 0.01);
            return slope >= 0 && slope <= 1 ? new LeakyRelu(slope, slope) : new LeakyRelu(slope);
        });
        add(table, "Sigmoid", at -> new Sigmoid());
        add(table, "Tanh", at -> new Tanh());
        add(table, "Softmax", at -> new Softmax(at.integer("dim")));
        add(table, "LogSoftmax", at -> new LogSoftmax(at.integer("dim")));
        add(table, "ELU", at -> new Elu(at.number("alpha", 1)));
        add(table, "CELU", at -> new Celu(at.number("alpha", 1)));
        add(table, "SELU", at -> new Selu());
        add(
                table,
                "GELU",
                at -> new Gelu(
                        Gelu.Approximate.valueOf(at.text("approximate", "none").toUpperCase(Locale.ROOT))));
        add(table, "SiLU", at -> new Silu());
        add(table, "Mish", at -> new Mish());
        add(table, "Softplus", at -> new Softplus(at.number("beta", 1), at.number("threshold", 20)));
        add(table, "Softsign", at -> new Softsign());
        add(table, "Softshrink", at -> new Softshrink(at.number("lambd", 0.5)));
        add(table, "Hardshrink", at -> new Hardshrink(at.number("lambd", 0.5)));
        add(table, "Tanhshrink", at -> new Tanhshrink());
        add(table, "Hardtanh", at -> new Hardtanh(at.number("min_val", -1), at.number("max_val", 1)));
        add(table, "ReLU6", at -> new Relu6());
        add(table, "Hardsigmoid", at -> new Hardsigmoid());
        add(table, "Hardswish", at -> new Hardswish());
        add(table, "LogSigmoid", at -> new LogSigmoid());
        table.layer(
                "PReLU",
                (at, rng, dtype) -> new PRelu(at.integer("num_parameters", 1), at.number("init", 0.25), dtype));
    }

    private static void add(ModuleTable table, String name, Function<Attributes, Layer> builder) {
        table.layer(name, (at, rng, dtype) -> builder.apply(at));
    }
}
